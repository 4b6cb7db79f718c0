export type { PrintedTicket, TicketedEvent, TicketsToSend } from './tickets-to-send.js';
