/** What the extension host asks the thread that reads documents, one job each, and what it answers. Cloned between them. */

export type DocumentJob =
  /** `html` decoded. */
  | { readonly kind: 'html'; readonly html: string; readonly maximum: number }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array; readonly maximum: number; readonly maximumPages: number };

export interface HtmlText {
  /** Empty where the page has none. */
  readonly title: string;
  readonly text: string;
  readonly isCut: boolean;
}

export interface PdfText {
  /** Of the document. */
  readonly pages: number;
  /** Of which there is text here. */
  readonly readPages: number;
  readonly text: string;
}

export type DocumentFailure = 'password' | 'damaged';

export type DocumentAnswer =
  | { readonly kind: 'html'; readonly result: HtmlText }
  | { readonly kind: 'pdf'; readonly result: PdfText }
  | { readonly kind: 'failed'; readonly failure: DocumentFailure };
