/** Of the database in which a phone keeps who it is; the log has one of its own. */
export const databaseName = 'gatehouse';
