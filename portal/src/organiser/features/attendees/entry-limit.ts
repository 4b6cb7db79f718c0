/** The number of entries that stands for any number of them. */
export const noEntryLimit = 255;
