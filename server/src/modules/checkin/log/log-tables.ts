import type { Generated } from 'kysely';

export type Standing = 'stands' | 'extra' | 'stale' | 'quarantined' | 'undone';

export type LogTables = {
  'checkin.deviceLog': {
    organisationId: string;
    deviceId: string;
    watermark: number;
    watermarkHash: Buffer | null;
    highest: number;
  };
  'checkin.logRow': {
    organisationId: string;
    deviceId: string;
    seq: number;
    hash: Buffer;
    bytes: Buffer;
    details: Buffer | null;
    fork: boolean;
    broken: boolean;
    quarantine: string | null;
    lostFrom: number | null;
    lostTo: number | null;
    receivedAt: Generated<Date>;
  };
  'checkin.scan': {
    organisationId: string;
    deviceId: string;
    seq: number;
    eventId: string;
    passId: string | null;
    listPassId: string | null;
    id: string;
    kind: 'scan' | 'undo' | 'bind' | 'count';
    ticketHash: Buffer | null;
    generation: number;
    listId: string | null;
    gateId: string | null;
    direction: 'in' | 'out' | 'check' | null;
    how: 'camera' | 'typed' | 'medium' | 'search' | null;
    persons: number;
    result: 'admit' | 'exit' | 'confirm' | 'refuse' | null;
    reason: string;
    effect: 'none' | 'entry' | 'person' | 'exit' | 'check';
    relation: 'answers' | 'overrides' | 'undoes' | null;
    namedId: string | null;
    estimate: number;
    earliest: number;
    latest: number | null;
    unsure: boolean;
    reviewed: boolean;
    standing: Standing;
    sure: boolean;
    firstId: string | null;
    what: string;
    answered: Generated<boolean>;
    inside: number | null;
    leftFromOutside: number | null;
    peak: number | null;
    feedStart: number | null;
    feedCount: number | null;
    createdAt: Generated<Date>;
  };
  'checkin.answer': {
    organisationId: string;
    deviceId: string;
    seq: number;
    hash: Buffer;
    eventId: string | null;
    scanId: string;
    ticketHash: Buffer | null;
    listId: string | null;
    at: number;
    sealed: Buffer | null;
    faults: Record<string, string>;
    photos: Buffer[];
    erasedAt: Date | null;
  };
  'checkin.photo': {
    organisationId: string;
    sha256: Buffer;
    sealed: Buffer;
  };
  'checkin.feed': {
    organisationId: string;
    eventId: string;
    start: number;
    count: Generated<number>;
    rules: Buffer | null;
  };
  'checkin.rowDecision': {
    organisationId: string;
    deviceId: string;
    hash: Buffer;
    counts: boolean;
    note: string;
    decidedAt: Generated<Date>;
    decidedBy: string;
  };
  'checkin.conflict': {
    organisationId: string;
    scanId: string;
    eventId: string;
    firstId: string;
    sure: boolean;
    open: boolean;
    timesOpened: Generated<number>;
    openedAt: Generated<Date>;
    clearedAt: Date | null;
    note: string | null;
    notedAt: Date | null;
    notedBy: string | null;
    resolvedAt: Date | null;
  };
  'checkin.logHead': {
    organisationId: string;
    deviceId: string;
    seq: number;
    hash: Buffer;
    signature: Buffer;
  };
  'checkin.logReceipt': {
    organisationId: string;
    deviceId: string;
    watermark: number;
    bytes: Buffer;
  };
  'checkin.gateWalk': {
    organisationId: string;
    eventId: string;
    gateA: string;
    gateB: string;
    minutes: number;
  };
};
