// Sample data for every component of a ChatKit widget, and for every other thing that can stand in a thread.
const text = (value, more = {}) => ({ type: "Text", value, ...more });
const card = (children, more = {}) => ({ type: "Card", children, ...more });
const act = (type, more = {}) => ({ type, ...more });
const PIXELS =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGPg4uL6//8/w////7m4uAAyFgZ+i7wBVAAAAABJRU5ErkJggg==";
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"];

export const COMPONENTS = [
  {
    name: "Card",
    widget: card(
      [{ type: "Title", value: "Bucks at Thunder" }, text("Tonight, 7:00 PM", { color: "secondary", size: "sm" })],
      {
        status: { text: "Two books agree", icon: "check-circle" },
        confirm: { label: "Lock it in", action: act("lock") },
        cancel: { label: "Not now", action: act("cancel") },
      },
    ),
  },
  {
    name: "Card, collapsed",
    widget: card([{ type: "Title", value: "The long story" }, text("It was a long season.")], { collapsed: true }),
  },
  {
    name: "Card, forced dark",
    widget: card(
      [
        { type: "Title", value: "Night game" },
        text("Always dark", { color: "secondary" }),
        { type: "Button", label: "Watch", onClickAction: act("watch") },
      ],
      { theme: "dark", size: "sm" },
    ),
  },
  {
    name: "Card as form",
    widget: card(
      [
        { type: "Label", value: "Stake in dollars", fieldName: "stake" },
        { type: "Input", name: "stake", inputType: "number", defaultValue: "25", required: true },
        { type: "Label", value: "Note", fieldName: "note.text" },
        { type: "Textarea", name: "note.text", placeholder: "Why this bet?", rows: 2, autoResize: true },
        { type: "Checkbox", name: "agree", label: "I have read the odds", required: true },
        {
          type: "RadioGroup",
          name: "kind",
          ariaLabel: "Kind",
          defaultValue: "straight",
          options: [
            { label: "Straight", value: "straight" },
            { label: "Parlay", value: "parlay" },
            { label: "Teaser", value: "teaser", disabled: true },
          ],
        },
        { type: "Label", value: "Book", fieldName: "book" },
        {
          type: "Select",
          name: "book",
          clearable: true,
          placeholder: "Any book",
          options: ["A", "B", "C"].map((one) => ({ value: one, label: `Book ${one}`, description: `House ${one}` })),
        },
        { type: "DatePicker", name: "day", placeholder: "Which day?", min: "2026-11-01T00:00:00Z", clearable: true },
      ],
      {
        asForm: true,
        confirm: { label: "Save", action: act("save", { payload: { source: "catalogue" } }) },
        cancel: { label: "Cancel", action: act("cancel") },
      },
    ),
  },
  {
    name: "ListView",
    widget: {
      type: "ListView",
      limit: 3,
      status: { text: "Five games tonight", icon: "calendar" },
      children: ["Lakers", "Warriors", "Bucks", "Thunder", "Celtics"].map((team, index) => ({
        type: "ListViewItem",
        key: team,
        onClickAction: act("open", { payload: { team } }),
        children: [
          { type: "Icon", name: "star", color: "yellow-500" },
          {
            type: "Col",
            flex: 1,
            children: [text(team, { weight: "semibold" }), { type: "Caption", value: `Seed ${index + 1}` }],
          },
          { type: "Badge", label: `-${110 + index}`, color: "success" },
        ],
      })),
    },
  },
  {
    name: "Basic, Box, Row, Col, Spacer, Divider",
    widget: {
      type: "Basic",
      gap: 3,
      children: [
        { type: "Row", children: [text("Left"), { type: "Spacer" }, text("Right")] },
        { type: "Divider", spacing: 2 },
        {
          type: "Row",
          gap: 3,
          children: ["surface-secondary", "blue-100", "alpha-10"].map((background) => ({
            type: "Box",
            background,
            padding: 3,
            radius: "md",
            flex: 1,
            children: [text(background, { size: "sm", color: background === "blue-100" ? "black" : "prose" })],
          })),
        },
        {
          type: "Row",
          align: "stretch",
          gap: 4,
          children: [text("One"), { type: "Divider" }, text("Two"), { type: "Divider" }, text("Three")],
        },
        {
          type: "Box",
          direction: "row",
          gap: 2,
          wrap: "wrap",
          border: { size: 1, style: "dashed", color: "strong" },
          padding: { x: 4, y: 2 },
          radius: "lg",
          children: ["wraps", "when", "it", "must"].map((word) => ({ type: "Badge", label: word, variant: "outline" })),
        },
      ],
    },
  },
  {
    name: "Text, Title, Caption, Label",
    widget: card([
      { type: "Title", value: "Title 2xl", size: "2xl" },
      { type: "Title", value: "Title lg", size: "lg" },
      { type: "Title", value: "Title sm", size: "sm" },
      text("Text xl", { size: "xl" }),
      text("Text md semibold", { weight: "semibold" }),
      text("Text sm italic", { size: "sm", italic: true }),
      text("Text xs struck through", { size: "xs", lineThrough: true }),
      {
        type: "Row",
        wrap: "wrap",
        children: ["success", "warning", "danger", "secondary", "tertiary"].map((color) =>
          text(color, { color, weight: "medium" }),
        ),
      },
      text("A line that is far too long for the card it stands in and is therefore cut off at its end", {
        truncate: true,
      }),
      text(
        "Two lines are shown of this text, however long it is, because the widget says so; the rest of what it has to say is left out, which the three dots at its end tell those who read it.",
        { maxLines: 2, size: "sm" },
      ),
      { type: "Caption", value: "Caption: as of 7:02 PM, Demo A" },
      text("Centred", { textAlign: "center" }),
    ]),
  },
  {
    name: "Text, editable",
    widget: card([
      {
        type: "Form",
        onSubmitAction: act("rename"),
        children: [
          text("Click to edit me", { size: "lg", editable: { name: "title", required: true, placeholder: "Title" } }),
        ],
      },
    ]),
  },
  {
    name: "Markdown",
    widget: card([
      {
        type: "Markdown",
        value:
          "### Line move\n\nThe spread went from **-3.5** to *-4*:\n\n- `-110` both sides\n- [source](https://example.com)\n\n| book | price |\n|---|--:|\n| A | -110 |\n| B | -105 |",
      },
    ]),
  },
  {
    name: "Badge",
    widget: card(
      ["solid", "soft", "outline"].map((variant) => ({
        type: "Row",
        wrap: "wrap",
        children: ["secondary", "success", "danger", "warning", "info", "discovery"].map((color) => ({
          type: "Badge",
          label: color,
          color,
          variant,
          pill: variant === "outline",
        })),
      })),
    ),
  },
  {
    name: "Icon",
    widget: card([
      {
        type: "Row",
        wrap: "wrap",
        gap: 3,
        children: [
          "agent",
          "analytics",
          "bolt",
          "calendar",
          "chart",
          "check-circle-filled",
          "confetti",
          "cube",
          "lightbulb",
          "map-pin",
          "sparkle",
          "star-filled",
          "wreath",
          "lucide:volleyball",
        ].map((name) => ({ type: "Icon", name, size: "xl" })),
      },
    ]),
  },
  {
    name: "Image",
    widget: card([
      { type: "Image", src: PIXELS, alt: "Checkered", height: 80, width: "100%", radius: "lg", frame: true },
      { type: "Image", src: "https://images.example.com/elsewhere.png", alt: "Picture from elsewhere", size: 64 },
    ]),
  },
  {
    name: "Button",
    widget: card(
      [
        ...["solid", "soft", "outline", "ghost"].map((variant) => ({
          type: "Row",
          wrap: "wrap",
          children: ["primary", "secondary", "success", "warning", "danger", "info", "discovery"].map((color) => ({
            type: "Button",
            label: color,
            color,
            variant,
            size: "sm",
            onClickAction: act("press", { payload: { color } }),
          })),
        })),
        {
          type: "Row",
          wrap: "wrap",
          align: "center",
          children: ["2xs", "xs", "sm", "md", "lg", "xl", "2xl"].map((size) => ({
            type: "Button",
            label: size,
            size,
            style: "secondary",
            onClickAction: act("press"),
          })),
        },
        {
          type: "Row",
          children: [
            { type: "Button", iconStart: "bolt", label: "Icon", onClickAction: act("press") },
            {
              type: "Button",
              iconStart: "plus",
              uniform: true,
              label: "Add",
              style: "secondary",
              onClickAction: act("press"),
            },
            { type: "Button", label: "Pill", pill: true, onClickAction: act("press") },
            { type: "Button", label: "Off", disabled: true },
          ],
        },
        { type: "Button", label: "Block, on the page", block: true, onClickAction: act("here", { handler: "client" }) },
      ],
      { size: "lg" },
    ),
  },
  {
    name: "Input, Textarea, Select, DatePicker",
    widget: card([
      {
        type: "Form",
        gap: 3,
        onSubmitAction: act("form"),
        children: [
          { type: "Input", name: "a", placeholder: "Outline" },
          { type: "Input", name: "b", placeholder: "Soft", variant: "soft", size: "lg" },
          { type: "Input", name: "c", placeholder: "Off", disabled: true },
          { type: "Textarea", name: "d", placeholder: "Several lines", rows: 2 },
          {
            type: "Row",
            wrap: "wrap",
            children: [
              {
                type: "Select",
                name: "e",
                defaultValue: "2",
                options: [
                  { value: "1", label: "One" },
                  { value: "2", label: "Two" },
                ],
              },
              {
                type: "Select",
                name: "f",
                variant: "ghost",
                placeholder: "Many…",
                options: [...Array(20).keys()].map((n) => ({ value: `${n}`, label: `Option ${n}` })),
              },
              { type: "DatePicker", name: "g", defaultValue: "2026-11-22T23:30:00-05:00" },
            ],
          },
          {
            type: "Row",
            children: [
              { type: "Checkbox", name: "h", label: "Checked", defaultChecked: true },
              { type: "Checkbox", name: "i", label: "Off", disabled: true },
            ],
          },
          { type: "Button", label: "Submit", submit: true },
        ],
      },
    ]),
  },
  {
    name: "Table",
    widget: card([
      {
        type: "Table",
        children: [
          {
            type: "Table.Row",
            header: true,
            children: [
              { type: "Table.Cell", children: [text("Team", { size: "sm", weight: "semibold" })] },
              { type: "Table.Cell", align: "end", children: [text("Spread", { size: "sm", weight: "semibold" })] },
              { type: "Table.Cell", align: "end", children: [text("Price", { size: "sm", weight: "semibold" })] },
            ],
          },
          ...[
            ["Lakers", "-7", "-113"],
            ["Warriors", "+7", "-104"],
          ].map((cells) => ({
            type: "Table.Row",
            children: cells.map((value, index) => ({
              type: "Table.Cell",
              align: index ? "end" : "start",
              children: index === 2 ? { type: "Badge", label: value, color: "success" } : text(value, { size: "sm" }),
            })),
          })),
        ],
      },
    ]),
  },
  {
    name: "Transition",
    widget: card([
      { type: "Transition", children: { type: "Text", key: "one", value: "Fades when its child changes" } },
    ]),
  },
  {
    name: "Chart, bars",
    widget: card(
      [
        {
          type: "Chart",
          xAxis: "month",
          series: [
            { type: "bar", dataKey: "home", label: "Home" },
            { type: "bar", dataKey: "away", label: "Away" },
          ],
          showYAxis: true,
          data: months.map((month, n) => ({ month, home: 20 + ((n * 7) % 13), away: 14 + ((n * 5) % 11) })),
        },
      ],
      { size: "lg" },
    ),
  },
  {
    name: "Chart, stacked with losses",
    widget: card([
      {
        type: "Chart",
        xAxis: { dataKey: "month" },
        height: 200,
        series: [
          { type: "bar", dataKey: "won", stack: "s", color: "green" },
          { type: "bar", dataKey: "lost", stack: "s", color: "red" },
        ],
        data: months.map((month, n) => ({ month, won: 100 + n * 20, lost: -60 - ((n * 37) % 70) })),
      },
    ]),
  },
  {
    name: "Chart, lines",
    widget: card([
      {
        type: "Chart",
        xAxis: "month",
        showYAxis: true,
        series: [
          { type: "line", dataKey: "spread", label: "Spread", curveType: "stepAfter" },
          { type: "line", dataKey: "total", label: "Total / 60", curveType: "monotone" },
        ],
        data: months.map((month, n) =>
          n === 3 ? { month } : { month, spread: 3 + (n % 3) * 0.5, total: 3.7 + (n % 4) * 0.1 },
        ),
      },
    ]),
  },
  {
    name: "Chart, area",
    widget: card([
      {
        type: "Chart",
        xAxis: "month",
        series: [{ type: "area", dataKey: "bankroll", label: "Bankroll", color: "purple" }],
        data: months.map((month, n) => ({ month, bankroll: 1000 + 120 * n - ((n * 331) % 190) })),
      },
    ]),
  },
  { name: "Unknown component", widget: card([{ type: "Hologram", children: [text("Its children are still shown")] }]) },
  {
    name: "Workflow",
    item: {
      type: "workflow",
      workflow: {
        type: "custom",
        expanded: true,
        summary: { title: "Looked at three sources", icon: "search" },
        tasks: [
          {
            type: "web_search",
            title: "Searching",
            queries: ["lakers injury report"],
            sources: [{ type: "url", title: "Report", url: "https://example.com/report" }],
            status_indicator: "complete",
          },
          { type: "thought", title: "Weighing", content: "The **line** moved." },
          { type: "file", title: "Box score", sources: [{ type: "file", title: "Box", filename: "box.pdf" }] },
        ],
      },
    },
  },
  {
    name: "Answer with sources",
    item: {
      type: "assistant_message",
      content: [
        {
          type: "output_text",
          text: "## Tonight\n\nThe Lakers are **7-point** favourites.\n\n```python\ndef edge(p, decimal):\n    return p * decimal - 1  # per unit\n```\n\n1. one\n2. two\n   - nested\n\n> A quote\n\n- [x] done\n- [ ] open\n\n$$p = \\frac{1}{d}$$",
          annotations: [
            {
              type: "annotation",
              source: { type: "url", title: "Example", url: "https://example.com", attribution: "Example" },
              index: 46,
            },
          ],
        },
      ],
    },
  },
  {
    name: "Structured input, answered",
    item: {
      type: "structured_input",
      status: "answered",
      inputs: [
        {
          id: "a",
          type: "multiple_choice",
          question: "Which sport?",
          options: [{ value: "NBA" }],
          answer: { values: ["NBA"], skipped: false },
        },
        { id: "b", type: "freeform", question: "Anything else?", answer: { values: [], skipped: true } },
      ],
    },
  },
  {
    name: "Task",
    item: { type: "task", task: { type: "custom", title: "Prices compared", icon: "chart", content: "Four books." } },
  },
  { name: "Generated image", item: { type: "generated_image", image: { id: "i", url: PIXELS } } },
];
