import { expect, it } from 'vitest';
import { askedOf, everyScan } from './asked-filter.js';

it('asks for nothing but what narrows the list', () => {
  expect(askedOf(everyScan, 'Europe/Berlin')).toEqual({});
  const filter = { ...everyScan, search: '  Zoë ', gateId: 'g', from: '2027-07-01T20:00', until: '2027-07' };
  expect(askedOf(filter, 'Europe/Berlin')).toEqual({
    search: 'Zoë',
    gateId: 'g',
    from: '2027-07-01T18:00:00.000Z',
  });
});
