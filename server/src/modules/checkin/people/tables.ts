import type { PeopleKind } from '@gatehouse/shared/people';

export type PeopleTables = {
  'checkin.searchKey': { organisationId: string; eventId: string; keyId: Buffer; sealedSecret: Buffer };
  'checkin.peopleFile': {
    organisationId: string;
    eventId: string;
    kind: PeopleKind;
    sha256: Buffer;
    count: number;
    bytes: Buffer;
    droppedAt: Date | null;
  };
  'checkin.peopleCut': {
    organisationId: string;
    eventId: string;
    kind: PeopleKind;
    start: number;
    count: number;
    people: number;
    keyId: Buffer | null;
    files: Buffer[];
  };
};
