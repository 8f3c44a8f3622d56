"use strict";
// Renders /openapi.json and lets a person try each call. Everything is put in as text, never as markup.

const $ = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function kind(schema) {
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type || "any";
  const words = schema.enum ? `: ${schema.enum.join(", ")}` : "";
  const of = type === "array" && schema.items ? ` of ${kind(schema.items)}` : "";
  return type + of + words;
}

function fields(schema, skip = []) {
  const list = make("dl");
  for (const form of schema.anyOf || schema.oneOf || []) list.append(...fields(form, skip).children);
  for (const [name, inner] of Object.entries(schema.properties || {})) {
    if (skip.includes(name)) continue;
    const required = (schema.required || []).includes(name) ? ", required" : "";
    list.append(make("dt", {}, make("code", {}, name), make("span", { class: "quiet" }, ` ${kind(inner)}${required}`)));
    list.append(make("dd", {}, inner.description || ""));
  }
  return list;
}

function control(parameter, id) {
  const words = parameter.schema.enum;
  if (words) return make("select", { id }, ...["", ...words].map((word) => make("option", { value: word }, word)));
  return make("input", { id, required: parameter.required, "aria-describedby": `${id}-note`, autocomplete: "off" });
}

async function send(operation, method, path, form, output) {
  const url = new URL(path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(form.controls.get(name).value)), location.origin);
  const headers = {};
  for (const parameter of operation.parameters || []) {
    const text = form.controls.get(parameter.name).value;
    if (text === "" || parameter.in === "path") continue;
    if (parameter.in === "header") headers[parameter.name] = text;
    else if (parameter.schema.type === "array") text.split(",").forEach((part) => url.searchParams.append(parameter.name, part.trim()));
    else url.searchParams.append(parameter.name, text);
  }
  if ($("token").value) headers.Authorization = `Bearer ${$("token").value.trim()}`;
  const body = form.body ? form.body.value : undefined;
  if (body) headers["Content-Type"] = "application/json";
  output.className = "";
  output.textContent = "…";
  try {
    const response = await fetch(url, { method, headers, body });
    const media = response.headers.get("Content-Type") || "";
    const text = media.includes("json") ? JSON.stringify(JSON.parse(await response.text()), null, 2) : `${media}, ${(await response.blob()).size} bytes`;
    output.className = response.ok ? "" : "refused";
    output.textContent = `${response.status} ${response.statusText}\n${text}`;
  } catch (error) {
    output.className = "refused";
    output.textContent = String(error);
  }
}

function attempt(operation, method, path) {
  const form = make("form", {}, make("h3", {}, "Try it"));
  form.controls = new Map();
  for (const parameter of operation.parameters || []) {
    const id = `${operation.operationId}-${parameter.name}`;
    const field = control(parameter, id);
    form.controls.set(parameter.name, field);
    const note = make("small", { id: `${id}-note` }, ` ${kind(parameter.schema)}. ${parameter.description || ""}`);
    form.append(make("p", {}, make("label", { for: id }, parameter.name + (parameter.required ? " (required)" : "")), field, note));
  }
  const json = operation.requestBody?.content["application/json"];
  if (json) {
    const examples = Object.values(json.examples || {});
    const id = `${operation.operationId}-body`;
    form.body = make("textarea", { id, spellcheck: "false" });
    const fill = (index) => { form.body.value = examples[index] ? JSON.stringify(examples[index].value, null, 2) : "{}"; };
    fill(0);
    if (examples.length) {
      const choice = make("select", { id: `${id}-example` }, ...examples.map((example, index) => make("option", { value: index }, example.summary)));
      choice.addEventListener("change", () => fill(Number(choice.value)));
      form.append(make("p", {}, make("label", { for: choice.id }, "Example"), choice));
    }
    form.append(make("p", {}, make("label", { for: id }, "Body"), form.body));
  }
  const output = make("pre", { role: "status", "aria-live": "polite", tabindex: "0", "aria-label": "Response" }, "No call yet.");
  form.append(make("p", {}, make("button", { type: "submit" }, `Send ${method}`)), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, method, path, form, output);
  });
  return form;
}

function section(operation, method, path) {
  const inside = make("div", { class: "inside" });
  const block = make("details", { id: operation.operationId },
    make("summary", {}, make("span", { class: "method" }, method), make("span", { class: "path" }, path), ` – ${operation.summary}`), inside);
  block.dataset.words = `${method} ${path} ${operation.operationId} ${operation.summary}`.toLowerCase();
  // Filled when it is opened for the first time: a long list stays quick.
  block.addEventListener("toggle", () => {
    if (!block.open || inside.childElementCount) return;
    for (const paragraph of (operation.description || "").split("\n\n")) inside.append(make("p", {}, paragraph));
    const body = operation.requestBody?.content["application/json"];
    if (body) inside.append(make("h3", {}, "Body"), fields(body.schema));
    const answer = operation.responses["200"].content["application/json"];
    if (answer) inside.append(make("h3", {}, "Answer"), fields(answer.schema));
    inside.append(attempt(operation, method, path));
  });
  return block;
}

function filter() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const block of document.querySelectorAll("details[id]")) {
    block.hidden = !words.every((word) => block.dataset.words.includes(word));
    shown += block.hidden ? 0 : 1;
  }
  for (const area of document.querySelectorAll("main section")) area.hidden = !area.querySelector("details:not([hidden])");
  $("count").textContent = `${shown} operations`;
}

async function start() {
  const api = await (await fetch("/openapi.json")).json();
  $("about").replaceChildren(`Version ${api.info.version}. `, make("a", { href: "/openapi.json" }, "/openapi.json"), " is the whole of it for programs.");
  const areas = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const area = operation.tags[0];
      if (!areas.has(area)) areas.set(area, make("section", {}, make("h2", {}, area)));
      areas.get(area).append(section(operation, method.toUpperCase(), path));
    }
  }
  $("operations").replaceChildren(...areas.values());
  $("filter").addEventListener("input", filter);
  filter();
  const wanted = location.hash && $(location.hash.slice(1));
  if (wanted && wanted.tagName === "DETAILS") wanted.open = true;
}

start().catch((error) => { $("about").textContent = `The description could not be read: ${error}`; });
