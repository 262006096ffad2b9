/** Records speech, shows its level, and puts what the server heard at the caret. */
import { useEffect, useRef, useState } from "preact/hooks";

import { edited } from "../core/draft";
import { Icon } from "../icons/Icon";
import { useUi } from "./context";

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export function Dictation(props: { field: { current: HTMLTextAreaElement | null }; onDone: () => void }) {
  const { chat, t } = useUi();
  const recorder = useRef<MediaRecorder | null>(null);
  const [level, setLevel] = useState(0);
  const [sending, setSending] = useState(false);
  const [recording, setRecording] = useState(false);
  const keep = useRef(false);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let audio: AudioContext | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    let gone = false;
    const release = () => {
      clearInterval(timer);
      stream?.getTracks().forEach((track) => track.stop());
      if (audio?.state !== "closed") void audio?.close();
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (gone) {
        release();
        return;
      }
      const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
      const parts: Blob[] = [];
      const machine = (recorder.current = new MediaRecorder(stream, mimeType ? { mimeType } : {}));
      machine.ondataavailable = (event) => parts.push(event.data);
      machine.onstop = () => {
        release();
        if (keep.current) void transcribe(new Blob(parts, { type: machine.mimeType }));
      };
      machine.start();
      setRecording(true);
      audio = new AudioContext();
      const analyser = audio.createAnalyser();
      analyser.fftSize = 256;
      audio.createMediaStreamSource(stream).connect(analyser);
      const samples = new Uint8Array(analyser.fftSize);
      timer = setInterval(() => {
        analyser.getByteTimeDomainData(samples);
        setLevel(Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 128);
      }, 80);
    };
    begin().catch((error: unknown) => {
      chat.fail(error);
      chat.toasts.say(t("micDenied"));
      props.onDone();
    });
    return () => {
      gone = true;
      if (recorder.current?.state === "recording") recorder.current.stop();
      else release();
    };
  }, []);

  const transcribe = async (sound: Blob) => {
    try {
      const answer = await chat.api.json<{ text: string }>("input.transcribe", {
        audio_base64: await base64(sound),
        mime_type: sound.type,
      });
      insert(answer.text);
    } catch (error) {
      chat.fail(error);
      chat.toasts.say(t("dictationFailed"));
    }
    props.onDone();
    requestAnimationFrame(() => props.field.current?.focus());
  };
  const insert = (text: string) => {
    const { text: draft } = chat.composer;
    const before = draft.peek().text;
    const at = props.field.current?.selectionStart ?? before.length;
    const space = at > 0 && !/\s/.test(before[at - 1]!) ? " " : "";
    draft.value = edited(draft.peek(), before.slice(0, at) + space + text + before.slice(at)).draft;
  };
  const finish = (use: boolean) => {
    keep.current = use;
    if (recorder.current?.state === "recording") recorder.current.stop();
    if (use) setSending(true);
    else props.onDone();
  };
  return (
    <div class="ck-dictation" role="group" aria-label={t("dictate")}>
      <span class="ck-rec" aria-hidden="true" />
      <meter min={0} max={1} value={sending ? 0 : level} aria-label={t("dictate")} />
      <button type="button" class="ck-iconbtn" aria-label={t("cancelDictation")} onClick={() => finish(false)}>
        <Icon name="close" />
      </button>
      <button
        type="button"
        class="ck-iconbtn"
        aria-label={t("stopDictation")}
        disabled={sending || !recording}
        onClick={() => finish(true)}
      >
        <Icon name={sending ? "lucide:loader-circle" : "check"} class={sending ? "ck-spin" : ""} />
      </button>
    </div>
  );
}

async function base64(sound: Blob): Promise<string> {
  const bytes = new Uint8Array(await sound.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
