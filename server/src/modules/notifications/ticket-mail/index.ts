export { writeTicketMail } from './ticket-mail.js';
export type { PrintedTicket, TicketsToSend } from './tickets-to-send.js';
