import type { PlantedBug } from '../../seeds/planted-bug.js';

const log = 'server/src/modules/checkin/log';

/** What the server makes of rows that come. */
export const serverBugs: readonly PlantedBug[] = [
  {
    name: 'no-unique-key',
    wrong: 'A row that comes twice is stored twice.',
    edits: [
      {
        file: `${log}/sort-batch.ts`,
        find: 'if (copy || !sent) continue;',
        replace: 'if (!sent) continue;',
      },
    ],
  },
  {
    name: 'fork-taken-for-duplicate',
    wrong: 'Another row of the same seq is answered as known and thrown away.',
    edits: [
      {
        file: `${log}/sort-batch.ts`,
        find: 'const copy = same?.find((one) => one.hash.equals(hash));',
        replace: 'const copy = same?.[0];',
      },
    ],
  },
  {
    name: 'acknowledged-before-stored',
    wrong: 'Rows are acknowledged although they were not stored.',
    edits: [
      {
        file: `${log}/ingest.ts`,
        find: 'await store.insertRows(organisationId, rows);',
        replace: 'if (rows.length < 0) await store.insertRows(organisationId, rows);',
      },
    ],
  },
  {
    name: 'positions-without-lock',
    wrong: 'Positions are given without a lock, so a reader steps over a transaction that commits later.',
    edits: [
      {
        file: `${log}/ingest.ts`,
        find: 'await deps.store(trx).lockScans(organisationId, touched)',
        replace: `(deps.begun ??= new Set()).has(touched.join())
    ? touched.map((eventId) => ({ organisationId, eventId, rules: null }))
    : (deps.begun.add(touched.join()), await deps.store(trx).lockScans(organisationId, touched))`,
      },
    ],
  },
  {
    name: 'neighbour-is-answered',
    wrong: 'Whoever knows the name of an event gets its lists and scans, of whichever organisation it is.',
    edits: [
      {
        file: 'sim/src/server/server.ts',
        find: 'if (event === undefined || event.organisationId !== device.organisationId)',
        replace: 'if (event === undefined)',
      },
    ],
  },
  {
    name: 'feeds-left-in-the-life-before',
    wrong: 'After a restore the scans keep their places in the life before until somebody scans.',
    edits: [
      {
        file: 'sim/src/server/memory-log.ts',
        find: 'trx.write((state) => beginNewLife(state, id, trx.life));',
        replace: '',
      },
    ],
  },
  {
    name: 'revoked-phone-trusted',
    wrong: 'What a revoked phone hands over later counts although it has seen no code.',
    edits: [
      {
        file: `${log}/judge-rows.ts`,
        find: "return status === 'waiting' || (status === 'revoked' && seq > (trustedSeq ?? 0));",
        replace: "return status === 'waiting' || seq > (trustedSeq ?? Infinity);",
      },
      {
        file: `${log}/judge-rows.ts`,
        find: 'if (!isDoubtful(device, row.seq) || proven.has(one)) return null;',
        replace: 'if (device !== undefined) return null;',
      },
    ],
  },
  {
    name: 'any-proof-holds',
    wrong: 'A proof that was made for another phone or row is believed.',
    edits: [
      {
        file: 'shared/src/log/proof.ts',
        find: 'return equalBytes(proof, scanProof(facts));',
        replace: 'return proof.length === scanProof(facts).length;',
      },
    ],
  },
  {
    name: 'conflict-never-cleared',
    wrong: 'A conflict stays open although its row has come to stand.',
    edits: [
      {
        file: `${log}/conflicts.ts`,
        find: 'wereExtra.has(row.id) && review.standing',
        replace: "wereExtra.has(row.id) && row.id === '' && review.standing",
      },
    ],
  },
];
