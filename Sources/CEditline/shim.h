#ifndef CEDITLINE_SHIM_H
#define CEDITLINE_SHIM_H
/* Non-variadic faces for libedit's variadic setters: Swift cannot import C variadics. */
#include <histedit.h>
#include <stdio.h>

typedef unsigned char (*cel_action)(EditLine *, int);

static inline int cel_set_int(EditLine *e, int op, int value) { return el_wset(e, op, value); }
static inline int cel_get_int(EditLine *e, int op) { int v = -1; el_wget(e, op, &v); return v; }
static inline int cel_set_keymap(EditLine *e, const char *name) { return el_set(e, EL_EDITOR, name); }
static inline const char *cel_keymap(EditLine *e) {
  const char *name = NULL;
  return el_get(e, EL_EDITOR, &name) == 0 ? name : NULL;
}
static inline int cel_set_getc(EditLine *e, el_rfunc_t f) { return el_wset(e, EL_GETCFN, f); }
static inline int cel_set_client(EditLine *e, void *p) { return el_wset(e, EL_CLIENTDATA, p); }
static inline void *cel_client(EditLine *e) {
  void *p = NULL;
  el_wget(e, EL_CLIENTDATA, &p);
  return p;
}
/* The narrow el_set copies name and help; el_wset(EL_ADDFN) would keep our pointers. */
static inline int cel_add_function(EditLine *e, const char *name, const char *help, cel_action f) {
  return el_set(e, EL_ADDFN, name, help, f);
}
static inline int cel_bind(EditLine *e, const char *key, const char *function) {
  return el_set(e, EL_BIND, key, function, (char *)NULL);
}
/* The second map: vi command mode. */
static inline int cel_bind_alternate(EditLine *e, const char *key, const char *function) {
  return el_set(e, EL_BIND, "-a", key, function, (char *)NULL);
}

/* libedit prints no prompt: its display goes to a sink. */
static inline wchar_t *cel_no_prompt(EditLine *e) {
  static wchar_t empty[1] = {0};
  (void)e;
  return empty;
}
static inline int cel_set_no_prompt(EditLine *e) { return el_wset(e, EL_PROMPT, cel_no_prompt); }

/* Replaces the whole line. el_deletestr() would overwrite the user's kill buffer, and
   el_wreplacestr() refuses "": el_wline() is the live line, so an empty one is set through it. */
static inline void cel_set_line(EditLine *e, const wchar_t *s, int cursor) {
  if (*s) {
    el_wreplacestr(e, s);
    el_cursor(e, cursor - el_cursor(e, 0));
  } else {
    LineInfoW *line = (LineInfoW *)(void *)el_wline(e);
    line->cursor = line->lastchar = line->buffer;
  }
}
/* Some vi commands leave the cursor outside the text; nothing in libedit puts it back. */
static inline void cel_repair_cursor(EditLine *e) {
  LineInfoW *line = (LineInfoW *)(void *)el_wline(e);
  if (line->lastchar < line->buffer) line->lastchar = line->buffer;
  if (line->cursor < line->buffer) line->cursor = line->buffer;
  if (line->cursor > line->lastchar) line->cursor = line->lastchar;
}
/* stdin is a mutable C global: Swift 6 refuses it as not concurrency-safe. */
static inline FILE *cel_stdin(void) { return stdin; }
#endif
