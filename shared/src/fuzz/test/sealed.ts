import { openDetail, openPeoplePage, openSearchFile, type PeopleKind } from '../../people/index.js';
import { chooseEd25519, openSealed, type SealPurpose } from '../../signing/index.js';
import { bytesOf, loadVectors } from '../../vectors/test/load-vectors.js';
import { testAgreeKey } from '../../vectors/test/make-sealed-box.js';
import { testEd25519 } from '../../vectors/test/test-keys.js';
import type { SignedFormat } from './documents.js';

interface Boxes {
  readonly sealed: readonly { readonly sealed: string; readonly expect: string }[];
  readonly forSearch: string;
}

interface People {
  readonly details: readonly { readonly code: string; readonly bytes: string }[];
  readonly search: { readonly secret: string; readonly bytes: string };
  readonly pages: readonly { readonly kind: string; readonly blob: string; readonly expect: string }[];
}

/** What is sealed to a phone, for a code, or with the key of an event: only who has the key may have made it. */
export async function sealedFormats(): Promise<SignedFormat[]> {
  const people = loadVectors<People>('people');
  return [
    ...(await boxes()),
    ...detailsOf(people),
    searchOf(people),
    await pagesOf(people, 'detail'),
    await pagesOf(people, 'search'),
  ];
}

async function boxes(): Promise<SignedFormat[]> {
  const { pair: agreePair } = await testAgreeKey('agree key');
  const vectors = loadVectors<Boxes>('sealed-box');
  const rotation = vectors.sealed.filter(({ expect }) => expect === 'opened').map(({ sealed }) => sealed);
  const box = (purpose: SealPurpose, samples: readonly string[]): SignedFormat => ({
    name: `sealed for ${purpose}`,
    samples: samples.map(bytesOf),
    isTaken: async (sealed) => (await openSealed(crypto.subtle, { agreePair, sealed, purpose })).ok,
  });
  return [box('rotation', rotation), box('search', [vectors.forSearch])];
}

/** Each code opens its own row and no other. */
function detailsOf({ details }: People): SignedFormat[] {
  return details.map(({ code, bytes }, index) => ({
    name: `sealed detail ${index}`,
    samples: [bytesOf(bytes)],
    isTaken: async (sealed) => (await openDetail(crypto.subtle, { code: bytesOf(code), sealed })).ok,
  }));
}

function searchOf({ search }: People): SignedFormat {
  const secret = bytesOf(search.secret);
  return {
    name: 'search file',
    samples: [bytesOf(search.bytes)],
    isTaken: async (bytes) => (await openSearchFile(crypto.subtle, { secret, bytes })).ok,
  };
}

async function pagesOf({ pages }: People, kind: PeopleKind): Promise<SignedFormat> {
  const { publicKey } = await testEd25519('door key');
  const verify = await chooseEd25519(crypto.subtle);
  const good = pages.filter((page) => page.kind === kind && page.expect === 'accepted');
  return {
    name: `signed page of ${kind}`,
    samples: good.map(({ blob }) => bytesOf(blob)),
    isTaken: async (blob) => (await openPeoplePage(kind, blob, { publicKey, verify })).ok,
  };
}
