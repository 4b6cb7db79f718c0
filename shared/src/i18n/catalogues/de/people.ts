import type { Translation } from '../../messages.js';
import type { people as english } from '../en/people.js';

export const people = {
  unnamed: 'Ohne Namen',
  'search.open': 'Suchen',
  'search.title': 'Person suchen',
  'search.label': 'Name, Bestellung oder E-Mail',
  'search.hint': 'Zwei Buchstaben genügen; Akzente und Großschreibung sind gleich.',
  'search.count': { one: 'Eine Person gefunden', other: '{count} Personen gefunden' },
  'search.more': 'Es gibt noch mehr. Ein weiteres Wort hilft.',
  'search.nobody': 'Niemand gefunden. Andere Schreibweise oder die Nummer der Bestellung versuchen.',
  'search.forbidden': 'Keine Namen auf diesem Telefon',
  'search.forbiddenText':
    'Der Veranstalter erlaubt keine Namen auf Telefonen. Den Code scannen oder eintippen.',
  'search.coming': 'Die Namen sind unterwegs',
  'search.comingText': 'Sie brauchen einmal ein Netz. Bis dahin den Code scannen oder eintippen.',
  'group.action': 'Ganze Bestellung',
  'group.title': 'Tickets dieser Bestellung',
  'group.size': {
    one: 'Zu dieser Bestellung gehört ein Ticket.',
    other: 'Zu dieser Bestellung gehören {count} Tickets.',
  },
  'group.none': 'Keines davon darf jetzt hinein.',
  'group.admit': {
    one: 'Das eine einlassen, das hinein darf',
    other: 'Die {count} einlassen, die hinein dürfen',
  },
  'group.partial': 'Die Liste lädt noch, es können also mehr sein.',
  'group.working': 'Wird eingelassen …',
  'group.done': { one: 'Ein Ticket eingelassen', other: '{count} Tickets eingelassen' },
  'group.ticket': 'Ticket Nr. {number}',
  'group.this': 'Das eben gescannte',
  'band.action': 'Band ausgeben',
  'band.title': 'Band ausgeben',
  'band.lead': 'Den Code des Bandes oder der Karte scannen. Ab dann steht es für dieses Ticket.',
  'band.label': 'Nummer des Bandes',
  'band.hint': 'Wenn sich der Code nicht lesen lässt.',
  'band.bind': 'Zuordnen',
  'band.notOne': 'Das ist nicht der Code eines Bandes. Den auf dem Band scannen.',
  'band.done': 'Zugeordnet. Das Band steht jetzt für dieses Ticket.',
  'band.replaced': 'Zugeordnet. Das frühere Band dieses Tickets gilt nicht mehr.',
  'band.same': 'Dieses Band steht schon für dieses Ticket.',
  'band.taken': 'Dieses Band steht schon für ein anderes Ticket.',
  'band.takenText':
    'Ein Band kann für eine Familie stehen. Ist die andere Person nicht hier, ein anderes nehmen.',
  'band.also': 'Beide Tickets darauf lassen',
  'band.move': 'Dem anderen Ticket wegnehmen',
  'band.other': 'Ein anderes Band nehmen',
  'band.notRecorded':
    'Dieses Telefon konnte es nicht aufbewahren, das Band ist nicht zugeordnet. Noch einmal versuchen.',
  'band.unknown': 'Die Liste dieser Veranstaltung ist noch nicht hier, darum lässt sich nichts zuordnen.',
  'band.conflict': 'Band zweimal ausgegeben',
  'band.conflictText':
    'Zwei Telefone haben dasselbe Band verschiedenen Tickets zugeordnet. Das spätere gilt; die andere Person braucht ein neues Band.',
  'band.first': 'Zuerst: {at}, Telefon {device}',
  'band.later': 'Dann: {at}, Telefon {device}',
} as const satisfies Translation<typeof english, 'de'>;
