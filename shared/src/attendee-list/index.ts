export { detectEncoding, type ListEncoding } from './encoding.js';
export { type AttendeeField, attendeeFields, type ColumnFields, type ListSource } from './fields.js';
export { looksLikeHeadings, type Recognised, recogniseHeadings } from './headings.js';
export { detectLayout, type ListLayout, type ListSeparator } from './separator.js';
