import type { Attachment } from 'postal-mime';

export interface AttachedFile {
  readonly filename: string;
  readonly content: Uint8Array;
}

/** Pictures that a browser shows and that cannot carry a script. */
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A mail names its own pictures `cid:…`, which no browser knows: each is written into the page. */
export function withInlinePictures(html: string, attachments: readonly Attachment[]): string {
  const pictures = new Map(
    attachments
      .filter(({ mimeType, contentId }) => contentId !== undefined && pictureTypes.has(mimeType))
      .map((one) => [one.contentId?.replace(/^<|>$/g, '') ?? '', dataUrl(one)]),
  );
  return html.replace(/(["'])cid:([^"']+)\1/g, (whole, quote: string, id: string) => {
    const picture = pictures.get(id);
    return picture === undefined ? whole : quote + picture + quote;
  });
}

function dataUrl(attachment: Attachment): string {
  return `data:${attachment.mimeType};base64,${Buffer.from(bytesOf(attachment)).toString('base64')}`;
}

/** What comes beside the text and not inside it. */
export function attachedFiles(attachments: readonly Attachment[]): AttachedFile[] {
  return attachments
    .filter(({ disposition }) => disposition !== 'inline')
    .map((one) => ({ filename: one.filename ?? 'attachment', content: bytesOf(one) }));
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

/** The header that makes a browser save a file, with its name in any script (RFC 6266). */
export function dispositionOf(filename: string): string {
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
