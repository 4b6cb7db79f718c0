import { toHex } from '@gatehouse/shared/bytes';
import { MAX_PHOTO_BYTES } from '@gatehouse/shared/checkin';
import { sha256 } from '@gatehouse/shared/signing';
import type { Photo } from '../../../store/log/index.js';

const LONGEST_EDGE = 1280;
/** Tried in this order until the picture is small enough: a document is still read at the last one. */
const tries = [
  { edge: LONGEST_EDGE, quality: 0.8 },
  { edge: LONGEST_EDGE, quality: 0.6 },
  { edge: 960, quality: 0.6 },
  { edge: 640, quality: 0.5 },
] as const;

/** Width and height of a picture whose longer edge is at most `edge`; never larger than it was. */
export function fitted(
  { width, height }: { readonly width: number; readonly height: number },
  edge: number,
): { readonly width: number; readonly height: number } {
  const factor = Math.min(1, edge / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * Makes a photo small enough to be kept and sent. It is drawn anew, so what cameras write into the file (the place, the
 * phone's model) does not leave the phone.
 * @returns null for a file that this browser cannot read as a picture
 */
export async function scalePhoto(file: Blob): Promise<Photo | null> {
  // With the orientation that the camera wrote beside the picture.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  try {
    for (const { edge, quality } of tries) {
      const jpeg = await drawn(picture, edge, quality);
      if (jpeg === null || jpeg.size > MAX_PHOTO_BYTES) continue;
      const bytes = new Uint8Array(await jpeg.arrayBuffer());
      return { sha256: toHex(sha256(bytes)), bytes };
    }
    return null;
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, edge: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const { width, height } = fitted(picture, edge);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(null);
  // A JPEG has no transparency, and what is transparent would be black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
