import type { QuestionKind, QuestionMode, QuestionOption, Rule } from '@gatehouse/shared/checkin';
import type { AccessOptions } from '@gatehouse/shared/event';
import type { ColumnType, Generated } from 'kysely';
import type { EventKind, EventStatus } from './rules.js';

export type EventsTables = {
  'events.event': {
    organisationId: string;
    id: Generated<string>;
    publicNumber: Generated<number>;
    slug: string;
    name: string;
    description: string;
    place: string;
    timeZone: string;
    admissionAt: Date | null;
    startsAt: Date;
    endsAt: Date | null;
    status: Generated<EventStatus>;
    publishedAt: Date | null;
    nextClass: Generated<number>;
    namesOnPhones: Generated<boolean>;
    seriesId: string | null;
    kind: Generated<EventKind>;
    /** Of a pass alone. */
    passNumber: number | null;
    updatedAt: Generated<Date>;
  };
  'events.passDate': {
    organisationId: string;
    passId: string;
    eventId: string;
    active: Generated<boolean>;
  };
  'events.zone': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    name: string;
    capacity: number | null;
  };
  'events.gate': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    name: string;
    fromZoneId: string | null;
    toZoneId: string | null;
  };
  'events.accessList': AccessOptions & {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    name: string;
    classes: number[];
    activeFrom: Date | null;
    activeUntil: Date | null;
    rule: ColumnType<Rule | null, string | null, string | null>;
  };
  'events.question': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    kind: QuestionKind;
    label: string;
    hint: string | null;
    required: boolean;
    mode: QuestionMode;
    ticketTypeIds: string[];
    accessListIds: string[];
    options: ColumnType<QuestionOption[], string, string>;
    min: number | null;
    max: number | null;
    position: number;
    deletedAt: Date | null;
  };
  'events.accessListGate': {
    organisationId: string;
    accessListId: string;
    gateId: string;
    eventId: string;
  };
};
