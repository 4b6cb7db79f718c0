/** An event as the demo describes it: names instead of ids. */
export interface DemoEvent {
  readonly fields: {
    readonly name: string;
    readonly place: string;
    readonly timeZone: string;
    readonly description: string;
    readonly admissionAt: string;
    readonly startsAt: string;
    readonly endsAt: string;
  };
  readonly zones: readonly { name: string; capacity: number }[];
  readonly gates: readonly { name: string; from: string | null; to: string | null }[];
  readonly ticketTypes: readonly { name: string; label: string; colour: string; zones: readonly string[] }[];
  readonly accessLists: readonly {
    name: string;
    types: readonly string[];
    gates: readonly string[];
    entry: 'single' | 'multiple' | 're-entry';
  }[];
  readonly published: boolean;
}

const hour = 60 * 60_000;
const day = 24 * hour;

/** Two events that show what there is: one published whose gates are open now, one still a draft. */
export function demoEvents(now: Date): DemoEvent[] {
  const inTwoMonths = new Date(now.getTime() + 60 * day);
  inTwoMonths.setUTCHours(18);
  return [summerNight(startOfHour(now)), tradeFair(startOfHour(inTwoMonths))];
}

function startOfHour(date: Date): Date {
  return new Date(Math.floor(date.getTime() / hour) * hour);
}

function summerNight(start: Date): DemoEvent {
  return {
    fields: {
      name: 'Night at the Harbour',
      place: 'Pier 7, Hamburg',
      timeZone: 'Europe/Berlin',
      description: 'Three stages on the water, food from eleven kitchens, last ferry at two.',
      ...times(start, 12),
    },
    zones: [
      { name: 'Grounds', capacity: 4000 },
      { name: 'Backstage', capacity: 120 },
    ],
    gates: [
      { name: 'Gate A', from: null, to: 'Grounds' },
      { name: 'Gate B', from: null, to: 'Grounds' },
      { name: 'Stage door', from: 'Grounds', to: 'Backstage' },
    ],
    ticketTypes: [
      { name: 'Standard', label: 'STD', colour: '#1f6feb', zones: ['Grounds'] },
      { name: 'Reduced', label: 'REDUCED', colour: '#d97706', zones: ['Grounds'] },
      { name: 'VIP', label: 'VIP', colour: '#a16207', zones: ['Grounds'] },
      { name: 'Crew', label: 'CREW', colour: '#c026d3', zones: ['Grounds', 'Backstage'] },
    ],
    accessLists: [
      {
        name: 'Entrance',
        types: ['Standard', 'Reduced', 'VIP', 'Crew'],
        gates: ['Gate A', 'Gate B'],
        entry: 're-entry',
      },
      { name: 'VIP entrance', types: ['VIP'], gates: ['Gate A'], entry: 're-entry' },
      { name: 'Backstage', types: ['Crew'], gates: ['Stage door'], entry: 'multiple' },
    ],
    published: true,
  };
}

function tradeFair(start: Date): DemoEvent {
  return {
    fields: {
      name: 'Boats & Builders Fair',
      place: 'Hall 3, Trade Fair Centre, Hamburg',
      timeZone: 'Europe/Berlin',
      description: 'A day for people who build boats and for those who sail them.',
      ...times(start, 8),
    },
    zones: [{ name: 'Hall 3', capacity: 1500 }],
    gates: [{ name: 'North entrance', from: null, to: 'Hall 3' }],
    ticketTypes: [{ name: 'Day ticket', label: 'DAY', colour: '#0891b2', zones: ['Hall 3'] }],
    accessLists: [{ name: 'Day visitors', types: ['Day ticket'], gates: [], entry: 'single' }],
    published: false,
  };
}

function times(start: Date, hours: number) {
  return {
    admissionAt: new Date(start.getTime() - 1.5 * hour).toISOString(),
    startsAt: start.toISOString(),
    endsAt: new Date(start.getTime() + hours * hour).toISOString(),
  };
}
