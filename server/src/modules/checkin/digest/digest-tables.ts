export type DigestTables = {
  'checkin.phoneDigest': {
    organisationId: string;
    deviceId: string;
    eventId: string;
    same: boolean;
    /** Of everything that the phone holds of the event. */
    digest: Buffer;
    ticketsCount: number;
    scansCount: number;
    comparedAt: Date;
  };
};
