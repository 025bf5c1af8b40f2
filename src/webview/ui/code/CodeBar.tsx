import type { ComponentChildren } from 'preact';
import type { CodeBlockView } from '../../protocol/code.js';
import { useStrings } from '../chatContext.js';
import { CopyButton } from '../common/CopyButton.js';
import { fillIn } from '../common/fillIn.js';
import { IconButton } from '../common/IconButton.js';
import { labelText } from '../markdown/visibleText.js';
import { CodeMenu } from './CodeMenu.js';
import { useCodeActions } from './useCodeActions.js';

const maximumLanguage = 40;
const maximumPath = 200;

export interface CodeBarProps {
  readonly block: CodeBlockView;
  readonly language: string;
  /** The file that the block names; `undefined` for none. */
  readonly path: string | undefined;
  /** Whether the block has come to its end. */
  readonly isWhole: boolean;
  readonly hasLongLine: boolean;
  readonly isWrapped: boolean;
  readonly onWrap: () => void;
  /** Stands before the buttons. */
  readonly children?: ComponentChildren;
}

/** What a block of code is, and what can be done with it. */
export function CodeBar({ block, language, path, isWhole, hasLongLine, isWrapped, onWrap, children }: CodeBarProps) {
  const strings = useStrings();
  const { first, more, openFile } = useCodeActions(block, language, isWhole);
  const label = labelText(language, maximumLanguage);
  const file = labelText(path ?? '', maximumPath);
  return (
    <div
      class="code-head"
      role="group"
      aria-label={[strings.codeBar, label, file].filter((part) => part !== '').join(' ')}
    >
      {label !== '' && (
        <span class="code-language" dir="auto">
          {label}
        </span>
      )}
      {file !== '' && <FileName file={file} onOpen={first.length === 0 ? undefined : openFile} />}
      {children}
      <span class="code-actions">
        {hasLongLine && (
          <IconButton icon="wrap" label={strings.wrapLines} class="wrap-lines" pressed={isWrapped} onClick={onWrap} />
        )}
        {first.map(({ id, icon, label: text, run }) => (
          <IconButton key={id} icon={icon} label={text} class={`code-${id}`} onClick={run} />
        ))}
        {more.length > 0 && <CodeMenu actions={more} />}
        <CopyButton text={block.code} label={strings.copyCode} />
      </span>
    </div>
  );
}

/** The end of a path says most: what has no room is left out at its beginning. */
function FileName({ file, onOpen }: { readonly file: string; readonly onOpen: (() => void) | undefined }) {
  const strings = useStrings();
  const text = (
    <span dir="rtl">
      <bdi dir="ltr">{file}</bdi>
    </span>
  );
  if (onOpen === undefined) return <span class="code-file">{text}</span>;
  const label = fillIn(strings.codeOpenFile, file);
  return (
    <button type="button" class="code-file text-button" title={label} aria-label={label} onClick={onOpen}>
      {text}
    </button>
  );
}
