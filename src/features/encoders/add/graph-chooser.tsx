import type { Capabilities } from '../../../client/capabilities.ts';
import { graphForDevice } from '../../../client/choose-own-graph.ts';
import type { EncoderSettings } from '../../../protocol/encoder.ts';
import type { ModelReport } from '../../../protocol/library.ts';
import { formatBytes } from '../../../ui/format.ts';

/** The ONNX files that a model can be run by, and why one of them suits this device. */
export function GraphChooser({
  report,
  settings,
  capabilities,
  onChange,
}: {
  readonly report: ModelReport;
  readonly settings: EncoderSettings;
  readonly capabilities: Capabilities;
  readonly onChange: (settings: EncoderSettings) => void;
}) {
  const { graph: suited, suits, reason } = graphForDevice(report, capabilities);
  return (
    <div className="space-y-2">
      <p className="max-w-[75ch] text-sm text-soft">
        {suits && suited !== null && <strong className="font-semibold text-ink">{suited.dtype}. </strong>}
        {reason}
      </p>
      <ul className="grid gap-1.5 lg:grid-cols-2">
        {report.graphs.map((graph) => (
          <li key={`${graph.model} ${graph.queryModel ?? ''}`}>
            <label className="flex flex-wrap items-baseline gap-x-2 rounded-md border border-line px-3 py-1.5 text-sm has-checked:border-line-strong has-checked:bg-hover">
              <input
                type="radio"
                name="graph"
                className="accent-(--action)"
                checked={settings.model === graph.model && settings.queryModel === graph.queryModel}
                onChange={() => {
                  onChange({ ...settings, model: graph.model, queryModel: graph.queryModel });
                }}
              />
              <span className="font-medium">{graph.dtype}</span>
              <span className="tabular-nums text-soft">
                {graph.bytes === null ? 'size not stated' : formatBytes(graph.bytes)}
              </span>
              <code className="text-xs text-faint [overflow-wrap:anywhere]">
                {graph.queryModel === null ? graph.model : `${graph.model} + ${graph.queryModel}`}
              </code>
              {suits && graph === suited && <span className="text-xs text-soft">suits this device</span>}
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
