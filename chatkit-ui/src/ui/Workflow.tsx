/** What the assistant did on the way: tasks, thoughts, searches. */
import { useState } from "preact/hooks";

import type { Source, Task, Workflow } from "../core/wire";
import { Icon } from "../icons/Icon";
import { SourceLines } from "../markdown/Citation";
import { hostOf, linkTarget } from "../markdown/links";
import { Markdown } from "../markdown/Markdown";
import { useUi } from "./context";

export function WorkflowView(props: { workflow: Workflow; pending: boolean }) {
  const { t } = useUi();
  const { workflow, pending } = props;
  const [chosen, choose] = useState<boolean | null>(null);
  const open = chosen ?? workflow.expanded === true;
  const tasks = workflow.tasks ?? [];
  const { summary } = workflow;
  const current = [...tasks].reverse().find((task) => titleOf(task));
  const title =
    summary?.title ??
    (summary?.duration !== undefined ? t("thoughtFor", { n: summary.duration }) : null) ??
    (pending
      ? ((current && titleOf(current)) ?? t(workflow.type === "reasoning" ? "reasoning" : "working"))
      : t("worked"));
  return (
    <div class="ck-workflow" data-open={open}>
      <button type="button" class="ck-workflow-head" aria-expanded={open} onClick={() => choose(!open)}>
        <Icon name={summary?.icon ?? (workflow.type === "reasoning" ? "lucide:brain" : "sparkle")} size={16} />
        <span class={pending ? "ck-shimmer" : undefined} dir="auto">
          {title}
        </span>
        <Icon name={open ? "lucide:chevron-up" : "lucide:chevron-down"} size={16} />
      </button>
      {open ? (
        <ul>
          {tasks.map((task, index) => (
            <li key={index}>
              <TaskView task={task} pending={pending && index === tasks.length - 1} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function titleOf(task: Task): string | undefined {
  return task.title ?? task.title_query ?? (task.type === "thought" ? undefined : task.queries?.[0]);
}

const ICONS: Record<string, string> = {
  web_search: "globe",
  thought: "lucide:brain",
  file: "document",
  image: "square-image",
};

export function TaskView(props: { task: Task; pending: boolean; alone?: boolean }) {
  const { task, pending, alone } = props;
  const loading = task.status_indicator === "loading";
  const complete = task.status_indicator === "complete";
  const icon = task.icon ?? ICONS[task.type];
  const title = titleOf(task);
  return (
    <div class="ck-taskview">
      <span
        class={`ck-status ${loading && !alone ? "ck-status-loading" : ""} ${complete && !alone ? "ck-status-done" : ""}`}
        aria-hidden="true"
      >
        {icon ? <Icon name={icon} size={16} /> : null}
      </span>
      <div class="ck-taskbody">
        {title ? (
          <span class={pending || loading ? "ck-shimmer" : undefined} dir="auto">
            {title}
          </span>
        ) : null}
        {task.content ? (
          <div class={task.type === "thought" ? "ck-thought" : undefined}>
            <Markdown text={task.content} growing={pending} />
          </div>
        ) : null}
        {task.queries?.length ? (
          <div class="ck-queries">
            {task.queries.map((query, index) => (
              <span class="ck-query" key={index} dir="auto">
                <Icon name="search" size={12} /> {query}
              </span>
            ))}
          </div>
        ) : null}
        {task.sources?.length ? <TaskSources sources={task.sources} /> : null}
      </div>
    </div>
  );
}

function TaskSources(props: { sources: Source[] }) {
  return (
    <ul class="ck-tasksources">
      {props.sources.map((source, index) => {
        const target = source.url ? linkTarget(source.url) : null;
        return (
          <li key={index}>
            {target?.kind === "web" ? (
              <a href={target.href} target="_blank" rel="noopener noreferrer" title={source.title}>
                {source.title} <small>{hostOf(source.url!)}</small>
              </a>
            ) : (
              <SourceLines source={source} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
