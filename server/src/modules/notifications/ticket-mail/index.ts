export { type TicketMail, writeTicketMail } from './ticket-mail.js';
export type { PrintedTicket, TicketedEvent, TicketsToSend } from './tickets-to-send.js';
