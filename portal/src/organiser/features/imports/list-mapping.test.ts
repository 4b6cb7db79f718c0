import { expect, it } from 'vitest';
import type { ImportPreview } from './import-api.js';
import { choose, findFault, mappingOf, suggest, unknownNames } from './list-mapping.js';
import { firstRows, headingsOf, previewRows, shownFields } from './row-preview.js';

const types = [
  { id: 'day', name: 'Day ticket' },
  { id: 'vip', name: 'Ehrengäste' },
];

const preview: ImportPreview = {
  encoding: 'utf-8',
  separator: ';',
  source: 'other',
  headingLine: true,
  rows: 3,
  columns: [
    { heading: 'First', field: 'firstName', samples: ['Ada', 'ليلى', ''], values: null },
    { heading: 'Last', field: 'lastName', samples: ['Lovelace', '', ' '], values: null },
    {
      heading: 'Type',
      field: 'ticketType',
      samples: ['day TICKET', 'Press', ''],
      values: [
        { value: 'day TICKET', count: 1 },
        { value: 'Press', count: 1 },
      ],
    },
    { heading: 'Shoe size', field: null, samples: ['36', '', '40'], values: null },
  ],
};

it('takes over what the headings suggest and reads rows as the import will', () => {
  const draft = suggest(preview, types);
  expect(shownFields(draft)).toEqual(['name']);
  expect(previewRows(preview, draft, types).map(({ values, type }) => [values.name, type])).toEqual([
    ['Ada Lovelace', { kind: 'known', name: 'Day ticket' }],
    ['ليلى', { kind: 'new', name: 'Press' }],
    [undefined, { kind: 'refused', name: '' }],
  ]);
});

it('gives unknown names the type that was chosen, the rest the one for the rest', () => {
  const draft = {
    ...suggest(preview, types),
    create: false,
    otherwise: 'day',
    types: new Map([['Press', 'vip']]),
  };
  expect(previewRows(preview, draft, types).map(({ type }) => type.name)).toEqual([
    'Day ticket',
    'Ehrengäste',
    'Day ticket',
  ]);
  expect(mappingOf(draft)).toEqual({
    headingLine: true,
    columns: ['firstName', 'lastName', 'ticketType', null],
    defaultTicketTypeId: 'day',
    ticketTypes: [{ name: 'Press', ticketTypeId: 'vip' }],
    createTicketTypes: false,
  });
});

it('compares names of ticket types without case and the ways to write the same letter', () => {
  const values = [
    { value: 'EHRENGA\u0308STE', count: 2 },
    { value: 'Crew', count: 5 },
  ];
  const columns = preview.columns.map((column) =>
    column.field === 'ticketType' ? { ...column, values } : column,
  );
  const draft = suggest(preview, types);
  expect(unknownNames({ ...preview, columns }, draft, types)).toEqual([{ name: 'Crew', count: 5 }]);
  expect(unknownNames(preview, choose(draft, 2, null), types)).toEqual([]);
});

it('reads a field from one column only', () => {
  const draft = choose(suggest(preview, types), 3, 'firstName');
  expect(draft.columns).toEqual([null, 'lastName', 'ticketType', 'firstName']);
  expect(choose(draft, 1, null).columns).toEqual([null, null, 'ticketType', 'firstName']);
});

it('sends no rules for ticket types that no column names', () => {
  const draft = { ...choose(suggest(preview, types), 2, null), types: new Map([['Press', 'vip']]) };
  expect(mappingOf(draft)).toMatchObject({ ticketTypes: [], createTicketTypes: false });
  expect(findFault(draft)).toBe('otherwise');
  expect(findFault({ ...draft, otherwise: 'day' })).toBeUndefined();
  expect(findFault({ ...draft, columns: [null, null, null, null] })).toBe('columns');
});

it('reads the first line as a row or as headings, whatever was guessed', () => {
  expect(firstRows(preview, false)[0]).toEqual(['First', 'Last', 'Type', 'Shoe size']);
  expect(firstRows(preview, false)).toHaveLength(4);
  const bare = { ...preview, headingLine: false };
  expect(firstRows(bare, true)[0]).toEqual(['ليلى', '', 'Press', '']);
  expect(headingsOf(bare, true)).toEqual(['Ada', 'Lovelace', 'day TICKET', '36']);
  expect(headingsOf(preview, false)).toEqual(['', '', '', '']);
});
