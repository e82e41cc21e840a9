import { useId, useState } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { AssembleInput } from '../../protocol/lab.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { AssembledNotice } from './assembled.tsx';
import type { Assembled } from './assembled.tsx';
import { CrossEncoder } from './cross-encoder.tsx';
import { LanguageSelect } from './language-select.tsx';
import { useBenchArms } from './use-bench.ts';
import { useTask } from './use-task.ts';

type Kind = 'tag' | 'expand' | 'permutation';
type Mode = Extract<AssembleInput, { kind: 'expand' }>['mode'];

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  document: 'The texts stand in the query’s place (HyDE).',
  mean: 'The mean of the query’s vector and those of the texts.',
  concatenate: 'Query and texts as one text, encoded together.',
};

/** Tags, expansions and given orders: an arm whose queries differ, without training. */
export function QuerySide() {
  const [kind, setKind] = useState<Kind>('tag');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Segmented
        legend="Change"
        options={[
          { value: 'tag', label: 'tag' },
          { value: 'expand', label: 'expansions' },
          { value: 'permutation', label: 'reranking' },
        ]}
        value={kind}
        onChange={setKind}
      />
      {kind === 'tag' && <Tag />}
      {kind === 'expand' && <Expansions />}
      {kind === 'permutation' && <Permutations />}
    </div>
  );
}

/** The arm that is put together stands on the one that the bench's picker is on. */
function useAssemble() {
  const session = useSession();
  const { chosen } = useBenchArms();
  const task = useTask<Assembled>();
  return {
    task,
    base: chosen,
    assemble: (input: AssembleInput) => {
      if (chosen !== null) task.start(() => session.lab.assemble(chosen.letter, input));
    },
  };
}

function Tag() {
  const languages = useSessionState((state) => state.corpus.shard?.summary.languages) ?? [];
  const [own, setOwn] = useState(true);
  const [lang, setLang] = useState('en');
  const { task, base, assemble } = useAssemble();
  const codes = languages.map((language) => language.lang);
  const language = own ? 'own' : codes.includes(lang) ? lang : (codes[0] ?? lang);
  return (
    <>
      <p className="text-sm text-soft">
        A code in brackets behind every question: <code>[am]</code> asks for Amharic passages, if the encoder
        has learnt what it means.
      </p>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Segmented
          legend="Language"
          options={[
            { value: 'own', label: 'the question’s own' },
            { value: 'one', label: 'one for all' },
          ]}
          value={own ? 'own' : 'one'}
          onChange={(value) => {
            setOwn(value === 'own');
          }}
        />
        {!own && <LanguageSelect label="Tag" value={lang} languages={codes} onChange={setLang} />}
      </div>
      <MakeButton
        disabled={base === null || task.running}
        onClick={() => {
          const tag = language === 'own' ? '[own language]' : `[${language}]`;
          assemble({ kind: 'tag', language, name: `${base?.name ?? ''} + ${tag}`.slice(0, 120) });
        }}
      >
        Make an arm with this tag
      </MakeButton>
      <AssembledNotice task={task} />
    </>
  );
}

function Expansions() {
  const [mode, setMode] = useState<Mode>('mean');
  const [strip, setStrip] = useState(true);
  const { task, base, assemble } = useAssemble();
  return (
    <>
      <div>
        <Segmented
          legend="Use"
          options={[
            { value: 'document', label: 'texts alone' },
            { value: 'mean', label: 'mean' },
            { value: 'concatenate', label: 'one text' },
          ]}
          value={mode}
          onChange={setMode}
        />
        <p className="mt-1 text-xs text-faint">{MODE_WORDS[mode]}</p>
      </div>
      <label className="flex min-h-7 items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={strip}
          onChange={() => {
            setStrip(!strip);
          }}
          className="size-3.5 accent-(--action)"
        />
        Strip what models say around a text (“Sure, here is …”)
      </label>
      <TextOrFile
        label="Expansions"
        hint={EXPANSION_HINT}
        example={'{"query": "q1", "texts": ["A text that a model wrote for it"]}'}
        disabled={base === null || task.running}
        onTake={(file, fileName) => {
          assemble({
            kind: 'expand',
            mode,
            strip,
            file,
            fileName,
            name: `${base?.name ?? ''} + expansions, ${mode}`.slice(0, 120),
          });
        }}
      />
      <AssembledNotice task={task} counted />
    </>
  );
}

const EXPANSION_HINT = 'JSON Lines, one query a line, by its id; or a table: id, tab, text.';
const PERMUTATION_HINT =
  'JSON Lines with a query and its passage ids, best first, or a TREC run. They come before all others.';

function Permutations() {
  const { task, base, assemble } = useAssemble();
  return (
    <>
      <p className="text-sm text-soft">
        An order of the first passages of each query, as a reranker or a language model gave it elsewhere.
      </p>
      <TextOrFile
        label="Orders"
        hint={PERMUTATION_HINT}
        example={'{"query": "q1", "ranking": ["p7", "p3", "p12"]}'}
        disabled={base === null || task.running}
        onTake={(file, fileName) => {
          assemble({
            kind: 'permutation',
            file,
            fileName,
            name: `${base?.name ?? ''} + reranked`.slice(0, 120),
          });
        }}
      />
      <AssembledNotice task={task} counted />
      <hr className="border-line" />
      <CrossEncoder />
    </>
  );
}

/** Text to paste into, or a file to open; both go the same way. */
function TextOrFile({
  label,
  hint,
  example,
  disabled,
  onTake,
}: {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly disabled: boolean;
  readonly onTake: (file: Blob, fileName: string) => void;
}) {
  const id = useId();
  const [text, setText] = useState('');
  return (
    <div className="text-sm">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="text-xs text-faint">
        {hint}
      </p>
      <textarea
        id={id}
        rows={4}
        dir="auto"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        value={text}
        placeholder={example}
        onChange={({ target }) => {
          setText(target.value);
        }}
        className="mt-1 block w-full rounded-md border border-line bg-panel px-2 py-1 font-mono text-xs leading-relaxed placeholder:text-faint hover:border-line-strong"
      />
      <div className="mt-2 flex flex-wrap gap-2">
        <MakeButton
          disabled={disabled || text.trim() === ''}
          onClick={() => {
            onTake(new Blob([text], { type: 'text/plain' }), 'pasted.jsonl');
          }}
        >
          Make an arm of this text
        </MakeButton>
        <FileButton
          label={`${label} file`}
          accept=".json,.jsonl,.ndjson,.txt,.run,.trec,.tsv"
          disabled={disabled}
          onFiles={([file]) => {
            onTake(file, file.name);
          }}
        >
          Open a file
        </FileButton>
      </div>
    </div>
  );
}

function MakeButton({
  disabled,
  onClick,
  children,
}: {
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: string;
}) {
  return (
    <div>
      <Button kind="primary" disabled={disabled} onClick={onClick}>
        {children}
      </Button>
    </div>
  );
}
