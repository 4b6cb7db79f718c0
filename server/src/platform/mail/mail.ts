/** One mail. */
export interface Mail {
  /** Without angle brackets and unique: a receiver shows a mail that comes twice only once. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: string;
  readonly attachments?: readonly MailAttachment[];
}

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Makes it a picture of the text, which names it `cid:…`, and not a file beside it. */
  readonly cid?: string;
}
