import type { ComponentChildren } from 'preact';
import { useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import type { AlertName } from './alerts.js';

interface FootnoteName {
  /** As it was written. */
  readonly name: string;
  /** As it is shown. */
  readonly number: string;
}

export function AlertTitle({ name }: { readonly name: AlertName }) {
  const strings = useStrings();
  const titles = {
    note: strings.alertNote,
    tip: strings.alertTip,
    important: strings.alertImportant,
    warning: strings.alertWarning,
    caution: strings.alertCaution,
  };
  return <p class="alert-title">{titles[name]}</p>;
}

/** Leads to the footnote, in the same text: `MarkdownView` does that. */
export function FootnoteReference({ name, number }: FootnoteName) {
  const strings = useStrings();
  return (
    <sup>
      <button
        type="button"
        class="footnote-reference"
        data-footnote={name}
        aria-label={fillIn(strings.footnote, number)}
      >
        {number}
      </button>
    </sup>
  );
}

export function Footnote({ name, number, children }: FootnoteName & { readonly children: ComponentChildren }) {
  const strings = useStrings();
  return (
    <div
      class="footnote"
      data-footnote-text={name}
      tabIndex={-1}
      role="note"
      aria-label={fillIn(strings.footnote, number)}
    >
      <sup aria-hidden="true">{number}</sup>
      <div>{children}</div>
    </div>
  );
}

export interface SectionProps {
  /** Empty: a general word. */
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A section that is folded until somebody opens it. */
export function Section({ summary, children }: SectionProps) {
  const strings = useStrings();
  return (
    <details class="section">
      <summary>{summary ?? strings.sectionDetails}</summary>
      {children}
    </details>
  );
}
