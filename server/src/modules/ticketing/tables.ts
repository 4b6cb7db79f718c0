import type { ColumnType, Generated } from 'kysely';
import type { ImportCounts, ImportMapping, ImportPreview, ImportStatus } from './import-schemas.js';
import type { DoorMarks, KeyStatus, TicketState } from './rules.js';

export type TicketingTables = {
  'ticketing.ticketType': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    class: number;
    name: string;
    label: string;
    colour: string;
    texts: Generated<string[]>;
    zoneIds: string[];
    validFrom: Date | null;
    validUntil: Date | null;
  };
  'ticketing.key': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    kid: number;
    test: boolean;
    status: KeyStatus;
    publicKey: Buffer;
    sealedPrivateKey: Buffer;
    usableFrom: Date;
    createdAt: Generated<Date>;
  };
  'ticketing.rotationSecret': {
    organisationId: string;
    eventId: string;
    number: number;
    publicId: Buffer;
    sealedSecret: Buffer;
    createdAt: Generated<Date>;
  };
  'ticketing.feed': {
    organisationId: string;
    eventId: string;
    salt: Buffer;
    start: number;
    count: Generated<number>;
    groups: Generated<number>;
  };
  'ticketing.ticket': TicketDetails &
    DoorMarks &
    TicketCodeColumns & {
      organisationId: string;
      id: Generated<string>;
      eventId: string;
      ticketTypeId: string;
      test: boolean;
      state: TicketState;
      rowHash: Buffer | null;
      orderGroup: number | null;
      parentGroup: number | null;
      searchText: string;
      feedStart: number;
      feedCount: number;
      createdAt: Generated<Date>;
      updatedAt: Generated<Date>;
    };
  'ticketing.deadNumber': {
    organisationId: string;
    eventId: string;
    hash: Buffer;
    shortBits: number;
    class: number;
    generation: number;
    ticketId: string;
    feedStart: number;
    feedCount: number;
  };
  'ticketing.ticketChange': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    hash: Buffer;
    at: Generated<Date>;
    generation: number;
    state: TicketState;
    entriesBefore: number | null;
  };
  'ticketing.windowClass': {
    organisationId: string;
    eventId: string;
    class: number;
    ticketTypeId: string;
    validFrom: Date | null;
    validUntil: Date | null;
  };
  'ticketing.medium': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    /** Null: bound at a door. */
    text: string | null;
    hash: Buffer;
    ticketId: string | null;
    feedStart: number;
    feedCount: number;
  };
  'ticketing.import': ImportCounts & {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    fileName: string;
    status: ImportStatus;
    failure: string | null;
    preview: ColumnType<ImportPreview, string, string>;
    mapping: ColumnType<ImportMapping | null, string | null, string>;
    content: Buffer | null;
    createdAt: Generated<Date>;
    createdBy: Generated<string | null>;
    finishedAt: Date | null;
  };
  'ticketing.importError': {
    organisationId: string;
    importId: string;
    line: number;
    eventId: string;
    code: string;
    message: string;
    cells: string[];
  };
};

/** What a ticket says of its holder and how it was sold. */
export interface TicketDetails {
  name: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  language: string | null;
  orderReference: string | null;
  seat: string | null;
  note: string | null;
  texts: string[];
  validFrom: Date | null;
  validUntil: Date | null;
  externalId: string | null;
  /** The ticket that this one was added to. */
  parentId: string | null;
}

/** What is needed to sign the ticket's code again. */
export interface TicketCodeColumns {
  number: Buffer;
  hash: Buffer;
  shortBits: number;
  generation: number;
  kid: number;
  codeClass: number;
  codeHash: Buffer;
}
