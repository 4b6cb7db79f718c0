export type ManifestTables = {
  'checkin.segment': {
    organisationId: string;
    eventId: string;
    sha256: Buffer;
    count: number;
    raw: Buffer;
    brotli: Buffer;
    droppedAt: Date | null;
  };
  'checkin.cut': {
    organisationId: string;
    eventId: string;
    start: number;
    count: number;
    tickets: number;
    core: Buffer[];
    media: Buffer[];
    links: Buffer[];
    history: Buffer[];
    scansStart: number;
    scansCount: number;
    /** A day, by the event's own clocks. */
    night: string | null;
  };
  'checkin.root': {
    organisationId: string;
    eventId: string;
    start: number;
    count: number;
    digest: Buffer;
    issuedAt: Date;
    bytes: Buffer;
  };
};
