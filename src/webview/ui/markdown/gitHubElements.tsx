import type { ComponentChildren } from 'preact';
import { useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import type { AlertName } from './alerts.js';
import { labelText } from './visibleText.js';

const maximumLabel = 40;

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
export function FootnoteReference({ name }: { readonly name: string }) {
  const strings = useStrings();
  const label = labelText(name, maximumLabel);
  return (
    <sup>
      <button
        type="button"
        class="footnote-reference"
        data-footnote={name}
        aria-label={fillIn(strings.footnote, label)}
      >
        {label}
      </button>
    </sup>
  );
}

export function Footnote({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  const strings = useStrings();
  const label = labelText(name, maximumLabel);
  return (
    <div
      class="footnote"
      data-footnote-text={name}
      tabIndex={-1}
      role="note"
      aria-label={fillIn(strings.footnote, label)}
    >
      <sup aria-hidden="true">{label}</sup>
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
