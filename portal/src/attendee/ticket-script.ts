/*
 * What a ticket's page does beside showing what the server wrote: it draws the changing code, is kept on the phone,
 * and hears when it is out of date.
 */
import { keepTicket } from './keep-ticket.js';
import { showLiveCode } from './live-code.js';
import { stayCurrent } from './stay-current.js';

// Before the page is changed: it is compared with what the server writes next.
stayCurrent();
showLiveCode();
void keepTicket();
