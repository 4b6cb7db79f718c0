export const helpStates = ['open', 'taken', 'settled'] as const;
export type HelpState = (typeof helpStates)[number];

export type HelpTables = {
  'checkin.helpCall': {
    organisationId: string;
    id: string;
    eventId: string;
    deviceId: string;
    ticketHash: Buffer | null;
    calledAt: Date;
    /** The text of the call, as its phone signed it. */
    sealed: Buffer;
    state: HelpState;
    stateAt: Date;
    /** The phone of the supervisor; null: nobody has taken it. */
    stateBy: string | null;
    /** Null unless somebody closed it in the portal and wrote something. */
    sealedNote: Buffer | null;
    /** Who closed it in the portal. */
    closedBy: string | null;
  };
};
