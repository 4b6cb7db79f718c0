import { useEffect, useRef, useState } from 'preact/hooks';
import { api, bodyOf } from '../api/client.js';
import { gather } from './gather.js';
import { LiveConnection, type LiveSocket, type LiveState } from './live-connection.js';
import type { LiveTopic } from './read-message.js';

const leastMsBetween = 1_000;

/**
 * Tells what of an event may have changed, at most once a second, while the page is looked at. After each opening of
 * the connection everything may have.
 * @returns how the connection stands
 */
export function useLive(eventId: string, onChange: (what: ReadonlySet<LiveTopic>) => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const newest = useRef(onChange);
  newest.current = onChange;
  useEffect(() => {
    const topics = gather<LiveTopic>(leastMsBetween, (what) => newest.current(what));
    const connection = new LiveConnection(
      {
        ticket: () => fetchTicket(eventId),
        open: openSocket,
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        random: Math.random,
      },
      {
        onState: setState,
        onChange: (changed) => {
          for (const { event, what } of changed) if (event === eventId) topics.add(what);
        },
      },
    );
    const stopWatching = whileVisible(connection);
    return () => {
      stopWatching();
      connection.pause();
      topics.stop();
    };
  }, [eventId]);
  return state;
}

/** A hidden page shows nobody anything, and one that comes back does not wait. */
function whileVisible(connection: LiveConnection): () => void {
  const follow = () => {
    if (document.visibilityState === 'visible') connection.start();
    else connection.pause();
  };
  const startAnew = () => {
    // A socket of the network before may look open and hear nothing.
    connection.pause();
    follow();
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('online', startAnew);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('online', startAnew);
  };
}

async function fetchTicket(eventId: string): Promise<string> {
  const call = api.POST('/api/v1/events/{eventId}/live-tickets', { params: { path: { eventId } } });
  return (await bodyOf(call)).data.ticket;
}

function openSocket(ticket: string): LiveSocket {
  const address = new URL('/api/v1/live', location.origin);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('ticket', ticket);
  return new WebSocket(address);
}
