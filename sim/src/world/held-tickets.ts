import { toHex } from '@gatehouse/shared/bytes';
import {
  applyPage,
  CORE_SEGMENT,
  decodeRoot,
  decodeTicketsPage,
  type Manifest,
  MEDIA_SEGMENT,
  openTable,
  replaceRoot,
} from '@gatehouse/shared/manifest';
import { splitBlob } from '@gatehouse/shared/signing';
import type { Actor } from './actor.js';

/** The list that lies on the disk of a phone, opened anew. @returns null where there is none, or a part is missing */
export function heldManifest({ machine }: Pick<Actor, 'machine'>, event: number): Manifest | null {
  const database = [...machine.disk.databases.values()].find(({ name }) => name !== 'gatehouse-log');
  const all = (store: string) => (database?.records.get(store) ?? []).map(({ value }) => value);
  const stored = all('roots').find((value) => (value as { event: number }).event === event);
  const blob = (stored as { current: Uint8Array | null } | undefined)?.current;
  const root = blob ? decodeRoot(splitBlob(blob).body) : null;
  if (root?.ok !== true) return null;
  const parts = new Map(
    all('segments')
      .map((value) => value as { address: string; bytes: Uint8Array })
      .map((part) => [part.address, part.bytes]),
  );
  const { core, media } = root.value.segments;
  const bytesOf = (references: typeof core) =>
    references.map(({ sha256 }) => parts.get(toHex(sha256)) ?? new Uint8Array());
  const [coreTable, mediaTable] = [
    openTable(CORE_SEGMENT, core, bytesOf(core)),
    openTable(MEDIA_SEGMENT, media, bytesOf(media)),
  ];
  if (!coreTable.ok || !mediaTable.ok) return null;
  let manifest = replaceRoot(null, root.value, { core: coreTable.value, media: mediaTable.value });
  for (const value of all('pages')) {
    const page = decodeTicketsPage(splitBlob((value as { bytes: Uint8Array }).bytes).body);
    const applied = page.ok && page.value.event === event ? applyPage(manifest, page.value) : null;
    if (applied?.ok) manifest = applied.value;
  }
  return manifest;
}
