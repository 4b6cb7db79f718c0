import type { Messages } from '../../messages.js';

/** The keys of tickets and of the door. */
export const keys = {
  'keys.title': 'Signing keys',
  'keys.lead':
    'A code is genuine when one of these keys has signed it. The first ticket brings the first key.',
  'keys.number': 'Number',
  'keys.tickets': 'Tickets',
  'keys.signs': 'Signs',
  'keys.coming': 'Signs from {at}',
  'keys.active': 'Active',
  'keys.listOnly': 'List only',
  'keys.dead': 'Dead',
  'keys.atDoor': 'At the door',
  'keys.activeAtDoor': 'Its codes are genuine; without a row they count as the list treats strangers.',
  'keys.comingAtDoor': 'Phones are told of it now. No ticket has a code of it yet.',
  'keys.listOnlyAtDoor': 'Only codes that stand on the list, exactly so, are good.',
  'keys.deadAtDoor': 'Every code of it is refused. Who is inside may leave.',
  'keys.rotate': 'New key',
  'keys.rotateTitle': 'Bring a new key?',
  'keys.rotateText':
    'Phones are told of it now, and it signs new tickets a day from now. Codes of the present key stay good. An event has 16 keys at most. Left: {left}.',
  'keys.rotated': 'Phones are told of the new key. It signs a day from now.',
  'keys.leak': 'A key leaked',
  'keys.leakTitle': 'Sign with a new key at once?',
  'keys.leakText':
    'Do this when others may know the present key. The new one signs at once, and of the old ones only codes on the list are good. The price: a phone without a network since before does not know the new key, and treats its codes as its list treats strangers, until it syncs. Keys left: {left}.',
  'keys.leaked': 'A new key signs from now on.',
  'keys.setAside': 'Set aside',
  'keys.setAsideTitle': 'Set this key aside?',
  'keys.setAsideText':
    'After their next sync phones let a code of it in only when their list has exactly this one. Newer and older ones are refused. This cannot be undone.',
  'keys.wasSetAside': 'The key was set aside.',
  'keys.kill': 'Declare dead',
  'keys.killTitle': 'Declare this key dead?',
  'keys.killText': {
    one: 'Every code that it signed is refused. That concerns one ticket, which has to be re-issued. This cannot be undone.',
    other:
      'Every code that it signed is refused. That concerns {count} tickets, which have to be re-issued. This cannot be undone.',
  },
  'keys.killed': 'The key is dead. Its codes are refused.',
  'doorKey.title': 'Door key',
  'doorKey.lead':
    'Phones trust this key since they were paired: it signs their lists and the receipts for their scans.',
  'doorKey.none': 'The first phone brings the first key.',
  'doorKey.current': 'In use',
  'doorKey.successor': 'Announced',
  'doorKey.retired': 'Before',
  'doorKey.key': 'Key {number} · {fingerprint} · since {since}',
  'doorKey.allKnow': 'Every phone knows the newest key.',
  'doorKey.unaware': {
    one: 'One phone has not heard of the newest key',
    other: '{count} phones have not heard of the newest key',
  },
  'doorKey.beforeChange': 'Each needs one sync. Change over when nobody is left here.',
  'doorKey.inOverlap': 'They are led to it at their next sync, as long as the overlap lasts.',
  'doorKey.afterOverlap':
    'Nothing leads them to it any more. Show each of them a pairing code; they stay the phones that they are and keep their scans.',
  'doorKey.lastSync': 'Last sync: {at}',
  'doorKey.announce': 'Prepare a new key',
  'doorKey.announceTitle': 'Prepare a new door key?',
  'doorKey.announceText':
    'Phones hear of the next key at their next sync. Nothing changes at the door. Change over when every phone has heard of it.',
  'doorKey.announceDone': 'The next key is announced.',
  'doorKey.changeOver': 'Change over',
  'doorKey.changeOverTitle': 'Let the new key sign from now on?',
  'doorKey.changeOverText':
    'A phone that has not heard of it is led to it at its next sync. Without a network it scans on with what it has.',
  'doorKey.changeOverDone': 'The new key signs.',
  'doorKey.endOverlap': 'End the overlap',
  'doorKey.endOverlapTitle': 'End the overlap?',
  'doorKey.endOverlapText':
    'The key before is destroyed. A phone that has not synced since the change has to be shown a pairing code. This cannot be undone.',
  'doorKey.endOverlapDone': 'The key before is gone.',
  'doorKey.replace': 'The key leaked',
  'doorKey.replaceTitle': 'Replace the door key at once?',
  'doorKey.replaceText':
    'Only when others may know the key. The new one signs at once, and every phone refuses what comes until you show it a pairing code. Meanwhile it scans on with its last list and keeps its scans.',
  'doorKey.replaceDone': 'A new key signs. Show every phone a pairing code.',
} as const satisfies Messages;
