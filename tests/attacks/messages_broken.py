"""Messages that are none on the kernel's sockets: no delimiter, no JSON, wrong signatures, NULs, odd types."""
# on: q1_bpe
# ---- after each solution cell
_k = get_ipython().kernel
def _broken(*a, **k):
    for parts in [[b""], [b"x"] * 30, [b"<IDS|MSG>"], [b"<IDS|MSG>", b"bad", b"{}", b"{}", b"{}", b"{}"], [b"\0" * 100]]:
        try: _k.iopub_thread.send_multipart(parts)
        except Exception: pass
    for c in ({"data": 3}, [], {"name": 5, "text": None}, {"output_type": {}}):
        for t in ("stream", "display_data", "execute_result", "error", "update_display_data"):
            try: _k.session.send(_k.iopub_socket, t, c, parent=_k.get_parent())
            except Exception: pass
    return True
for _name in NAMES:
    globals()[_name] = _broken
