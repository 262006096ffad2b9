(function () {
  var e = Object.create,
    t = Object.defineProperty,
    n = Object.getOwnPropertyDescriptor,
    r = Object.getOwnPropertyNames,
    i = Object.getPrototypeOf,
    a = Object.prototype.hasOwnProperty,
    o = (e, t) => () => (t || (e((t = { exports: {} }).exports, t, t.exports), (e = null)), t.exports),
    s = (e, i, o, s) => {
      if ((i && typeof i == `object`) || typeof i == `function`)
        for (var c = r(i), l = 0, u = c.length, d; l < u; l++)
          ((d = c[l]),
            !a.call(e, d) &&
              d !== o &&
              t(e, d, { get: ((e) => i[e]).bind(null, d), enumerable: !(s = n(i, d)) || s.enumerable }));
      return e;
    },
    c = (n, r, o) => (
      (o = n == null ? {} : e(i(n))),
      s(r || !n || !n.__esModule || !a.call(n, `default`) ? t(o, `default`, { value: n, enumerable: !0 }) : o, n)
    ),
    l = typeof document > `u` ? null : u();
  function u() {
    let e = document.currentScript;
    return e instanceof HTMLScriptElement && e.src
      ? e
      : ([...document.querySelectorAll(`script[src]`)]
          .reverse()
          .find((e) => new URL(e.src, location.href).pathname.endsWith(`chatkit.js`)) ?? null);
  }
  function d() {
    let e = l?.dataset.assets;
    return e
      ? new URL(e.endsWith(`/`) ? e : `${e}/`, location.href).href
      : new URL(`chatkit-assets/`, l?.src || location.href).href;
  }
  var f = new Map();
  function p(e, t) {
    let n = f.get(e);
    return (
      n ||
        ((n = fetch(new URL(e, d()))
          .then((e) => (e.ok ? e.json() : Promise.reject(Error(`HTTP ${e.status}`))))
          .catch(() => (t(e), null))),
        f.set(e, n)),
      n
    );
  }
  function m(e, t) {
    let n = f.get(e);
    return (n || ((n = import(new URL(e, d()).href).catch(() => (t(e), null))), f.set(e, n)), n);
  }
  var h,
    g,
    _,
    v,
    y,
    b,
    x,
    S,
    C,
    w,
    T,
    ee,
    E = Symbol.for(`pv`),
    D = {},
    te = [],
    O = /^m(i|n|o|s|text|space)$/,
    ne = Array.isArray,
    k = te.slice,
    re = Object.assign;
  function A(e) {
    e && e.parentNode && e.remove();
  }
  function ie(e, t, n) {
    var r,
      i,
      a,
      o = {},
      s = arguments.length;
    for (a in t) a == `key` ? (r = t[a]) : a == `ref` && typeof e != `function` ? (i = t[a]) : (o[a] = t[a]);
    return (s > 2 && (o.children = s > 3 ? k.call(arguments, 2) : n), j(e, o, r, i, null));
  }
  function j(e, t, n, r, i) {
    var a = {
      type: e,
      props: t,
      key: n,
      ref: r,
      __k: null,
      __: null,
      __b: 0,
      __e: null,
      __c: null,
      constructor: E,
      __v: i || ++g,
      __i: -1,
      __u: 0,
    };
    return (!i && h.vnode && h.vnode(a), a);
  }
  function M(e) {
    return e.children;
  }
  function ae(e, t) {
    ((this.props = e), (this.context = t), (this.__g = 0));
  }
  function oe(e, t) {
    if (t == null) return e.__ && oe(e.__, e.__i + 1);
    for (var n; t < e.__k.length; t++) if ((n = e.__k[t]) && n.__e) return n.__e;
    return typeof e.type != `function` || e.props.__P ? null : oe(e);
  }
  function se(e) {
    var t,
      n = e.__v,
      r = n.__e,
      i = [],
      a = [],
      o = e.__P;
    o &&
      (((t = re({ constructor: E }, n)).__v = n.__v + 1),
      h.vnode && h.vnode(t),
      ve(o, t, n, e.__n, o.namespaceURI, 32 & n.__u ? [r] : null, i, r || oe(n), 32 & n.__u, a),
      (t.__v = n.__v),
      (t.__.__k[t.__i] = t),
      xe(i, t, a),
      (n.__ = n.__e = null),
      t.__e != r && ce(t));
  }
  function ce(e) {
    if ((e = e.__) && e.__c && !e.props.__P)
      return (
        (e.__e = null),
        e.__k.some(function (t) {
          return t && (e.__e = t.__e);
        }),
        ce(e)
      );
  }
  function le(e) {
    ((8 & e.__g || ((e.__g |= 8), v.push(e), b++)) && y == h.debounceRendering) ||
      ((y = h.debounceRendering) || queueMicrotask)(ue);
  }
  function ue() {
    try {
      for (var e, t = 1; v.length;) (v.length > t && v.sort(x), (e = v.shift()), (t = v.length), 8 & e.__g && se(e));
    } finally {
      (b = v.length) && (y || queueMicrotask)(ue);
    }
  }
  function de(e, t, n, r, i, a, o, s, c, l, u) {
    var d,
      f,
      p,
      m,
      h,
      g,
      _ = r.__k || te,
      v = t.length;
    for (c = fe(n, t, _, c, v), d = 0; d < v; d++)
      (p = n.__k[d]) != null &&
        ((f = (~p.__i && _[p.__i]) || D),
        (p.__i = d),
        (g = ve(e, p, f, i, a, o, s, c, l, u)),
        (m = p.__e),
        (f.ref != p.ref || 8 & f.__u) && (f.ref && Ce(f.ref, null, p, f), p.ref && u.push(p.ref, p.__c || m, p)),
        (h ||= m),
        4 & p.__u
          ? ((c = pe(p, c, e, !f.__v)), f.__e && (f.__e = null))
          : typeof p.type == `function` && g !== void 0
            ? (c = g)
            : m && (c = m.nextSibling),
        (p.__u &= -21));
    return ((n.__e = h), c);
  }
  function fe(e, t, n, r, i) {
    var a,
      o,
      s,
      c,
      l,
      u,
      d,
      f,
      p,
      m = n.length,
      h = m,
      g = 0,
      _ = 0,
      v = (e.__k = Array(i));
    for (a = 0; a < i; a++)
      (o = t[a]) != null && typeof o != `boolean` && typeof o != `function`
        ? (typeof o != `object` || o.constructor === String
            ? (o = v[a] = j(null, o))
            : ne(o)
              ? (o = v[a] = j(M, { children: o }))
              : o.constructor === E && o.__b
                ? (o = v[a] = j(o.type, o.props, o.key, o.ref, o.__v))
                : (v[a] = o),
          (c = a + g),
          (o.__ = e),
          (o.__b = e.__b + 1),
          (s = null),
          ~(l = o.__i = me(o, n, c, h)) && (h--, (s = n[l]) && (s.__u |= 2)),
          s && s.__v
            ? ((o.__u |= 16), l == c - 1 ? g-- : l == c + 1 ? g++ : l != c && (l > c ? g-- : g++, (_ = 1)))
            : (~l || (i > m ? g-- : i < m && g++), typeof o.type != `function` && (o.__u |= 4)))
        : (v[a] = null);
    if (_) {
      for (u = [], d = [], a = 0; a < i; a++)
        if ((o = v[a]) && 16 & o.__u) {
          for (g = 0, f = u.length; g < f;) u[(p = (g + f) >> 1)] < o.__i ? (g = p + 1) : (f = p);
          ((u[g] = o.__i), (d[a] = g + 1));
        }
      for (g = u.length; a--;) d[a] && (d[a] == g ? g-- : (v[a].__u |= 4));
    }
    if (h) for (a = 0; a < m; a++) !(s = n[a]) || 2 & s.__u || (s.__e == r && (r = oe(s)), we(s, s));
    return r;
  }
  function pe(e, t, n, r) {
    var i, a, o, s;
    if (typeof e.type == `function`) {
      if (e.props.__P) return t;
      if ((i = e.__k)) for (a = 0; a < i.length; a++) i[a] && ((i[a].__ = e), (t = pe(i[a], t, n, !1)));
      return t;
    }
    for (t && !t.parentNode && (t = oe(e)) && !t.parentNode && (t = null), o = e.__e, s = t; s && s.nodeType == 8;)
      s = s.nextSibling;
    for (
      o != s && (!r && n.moveBefore && o.parentNode ? n.moveBefore(o, t) : n.insertBefore(o, t || null)), t = o;
      (t &&= t.nextSibling) && t.nodeType == 8 && !t.data.startsWith(`$s`);
    );
    return t;
  }
  function me(e, t, n, r) {
    var i,
      a = e.key,
      o = e.type,
      s = t[n],
      c = s && !(2 & s.__u);
    if ((s === null && a == null) || (c && a == s.key && o == s.type)) return n;
    if (r > +!!c) {
      for (i = n - 1; i >= 0; i--) if ((s = t[i]) && !(2 & s.__u) && a == s.key && o == s.type) return i;
      for (i = n + 1; i < t.length; i++) if ((s = t[i]) && !(2 & s.__u) && a == s.key && o == s.type) return i;
    }
    return -1;
  }
  function he(e, t, n) {
    ((n ??= ``), t[0] == `-` ? e.setProperty(t, n) : (e[t] = n));
  }
  function ge(e, t, n, r, i) {
    var a, o;
    if (t == `style`) {
      if (typeof n == `string`) e.style.cssText = n;
      else {
        if ((typeof r == `string` && (e.style.cssText = r = ``), r)) for (t in r) (n && t in n) || he(e.style, t);
        if (n) for (t in n) (r && n[t] == r[t]) || he(e.style, t, n[t]);
      }
    } else if (t[0] == `o` && t[1] == `n`)
      (typeof n != `function` && (n = null),
        typeof r != `function` && (r = null),
        ((e.__e ||= {})[t] = n),
        (n && r) ||
          ((o = T[t] || (T[t] = _e(t))),
          ((e.__a ||= {})[t] = w),
          (a = t != (t = t.replace(C, `$1`))),
          (t = t.slice(2))[0] < `a` && (t = t.toLowerCase()),
          n ? e.addEventListener(t, o, a) : e.removeEventListener(t, o, a)));
    else {
      if (i == `http://www.w3.org/2000/svg`) t = t.replace(/xlink(H|:h)/, `h`).replace(/sName$/, `s`);
      else if (
        t != `width` &&
        t != `height` &&
        t != `href` &&
        t != `list` &&
        t != `form` &&
        t != `tabIndex` &&
        t != `download` &&
        t != `rowSpan` &&
        t != `colSpan` &&
        t != `role` &&
        t != `popover` &&
        t in e
      )
        try {
          e[t] = n ?? ``;
          return;
        } catch {}
      if (typeof n == `function`) return;
      n == null || (!1 === n && t[4] != `-`)
        ? e.removeAttribute(t)
        : e.setAttribute(t, t == `popover` && n == 1 ? `` : n);
    }
  }
  function _e(e) {
    return function (t) {
      var n = this.__e;
      if (n) {
        if (((n = n[e]), t[S] == null)) t[S] = w++;
        else if (t[S] < this.__a[e]) return;
        return n(h.event ? h.event(t) : t);
      }
    };
  }
  function ve(e, t, n, r, i, a, o, s, c, l) {
    var u,
      d,
      f,
      p,
      m,
      g,
      _,
      v,
      y,
      b,
      x,
      S,
      C,
      w,
      T,
      ee,
      D,
      O,
      k = t.type;
    if (t.constructor !== E) return null;
    (128 & n.__u &&
      ((c = 32 & n.__u), (u = n.__c.__z)) &&
      ((t.__u |= c), (d = a = []), u.nodeType == 8 ? (s = ye(u, a)) : a.push(u), (s = a[0] || s)),
      (u = h.__b) && u(t));
    n: if (typeof k == `function`) {
      f = o.length;
      try {
        if (
          ((v = t.props),
          (y = (u = k.prototype) && u.render),
          (b = (u = k.contextType) && r[u.__c]),
          (x = u ? (b ? b.props.value : u.__) : r),
          (p = n.__c)
            ? ((t.__c = p), 2 & p.__g && (p.__g |= 1))
            : (y ? (t.__c = p = new k(v, x)) : ((t.__c = p = new ae(v, x)), (p.constructor = k), (p.render = Te)),
              b && b.sub(p),
              p.state || (p.state = {}),
              (p.__n = r),
              (p.__g |= 8),
              (p.__h = []),
              (p.__k = [])),
          y &&
            (p.__s || (p.__s = p.state),
            k.getDerivedStateFromProps &&
              (p.__s == p.state && (p.__s = re({}, p.__s)), re(p.__s, k.getDerivedStateFromProps(v, p.__s)))),
          (m = p.props),
          (g = p.state),
          (p.__v = t),
          n.__c)
        ) {
          if (
            (v !== m &&
              y &&
              !k.getDerivedStateFromProps &&
              p.componentWillReceiveProps &&
              p.componentWillReceiveProps(v, x),
            (t.__v == n.__v && !(8 & p.__g)) ||
              (!(4 & p.__g) && p.shouldComponentUpdate && !1 === p.shouldComponentUpdate(v, p.__s, x)))
          ) {
            (t.__v != n.__v && ((p.props = v), (p.state = p.__s), (p.__g &= -9)),
              (t.__e = n.__e),
              (t.__k = n.__k),
              t.__k.some(function (e) {
                e && (e.__ = t);
              }),
              te.push.apply(p.__h, p.__k),
              (p.__k = []),
              p.__h.length && o.push(p),
              (s = oe(n)));
            break n;
          }
          (p.componentWillUpdate && p.componentWillUpdate(v, p.__s, x),
            y &&
              p.componentDidUpdate &&
              p.__h.push(function () {
                p.componentDidUpdate(m, g, _);
              }));
        } else
          (y && !k.getDerivedStateFromProps && p.componentWillMount && p.componentWillMount(),
            y && p.componentDidMount && p.__h.push(p.componentDidMount));
        ((p.context = x), (p.props = v), (p.__P = e), (p.__g &= -5), (S = h.__r), (C = y ? 25 : 0));
        do ((p.__g &= -9), S && S(t), (u = p.render(p.props, (p.state = p.__s), p.context)));
        while (8 & p.__g && ++C < 25);
        (y && (te.push.apply(p.__h, p.__k), (p.__k = [])),
          (p.state = p.__s),
          p.getChildContext && (r = re({}, r, p.getChildContext())),
          y && n.__c && p.getSnapshotBeforeUpdate && (_ = p.getSnapshotBeforeUpdate(m, g)),
          (w = u && u.type === M && u.key == null ? u.props.children : u),
          v.__P &&
            ((u = s),
            (i = (e = v.__P).namespaceURI),
            (c = a = null),
            n.props &&
              n.props.__P != e &&
              (n.__k.some(function (e) {
                e && we(e, e);
              }),
              (n.__k = null)),
            (s = n.__k ? oe(n, 0) : null)),
          (s = de(e, ne(w) ? w : [w], t, n, r, i, a, o, s, c, l)),
          v.__P && ((t.__e = null), (s = u)),
          (t.__u &= -161),
          d && d.some(A),
          p.__h.length && o.push(p),
          1 & p.__g && (p.__g &= -4));
      } catch (e) {
        if (((o.length = f), (t.__v = null), c || a)) {
          if (e && e.then) {
            if (((t.__u |= 128 | c), a)) {
              for (~(D = a.indexOf(s || void 0)) || (D = a.length); (O = a[D - 1]) && O.nodeType == 8;) D--;
              for (; D < a.length; D++)
                if ((O = a[D])) {
                  if (((a[D] = null), T)) {
                    if (O == ee) break;
                  } else {
                    if (O.nodeType != 8) break;
                    O.data.startsWith(`$s`) && (ee = ye((T = O)));
                  }
                }
            }
            if (!T) {
              for (; s && s.nodeType == 8 && s.nextSibling;) s = s.nextSibling;
              T = s;
            }
            ((u = ye((T = t.__c.__z || (t.__c.__z = T)))) ? ((t.__e = T), (s = u)) : (t.__e = s),
              (s &&= s.nextSibling));
          } else a && a.some(A);
        } else t.__e = n.__e;
        ((t.__k ||= n.__k || []), (e && e.then) || be(t), h.__e(e, t, n));
      }
    } else s = t.__e = Se(n.__e, t, n, r, i, a, o, c, l, e);
    return ((u = h.diffed) && u(t), s);
  }
  function ye(e, t) {
    if (e && e.nodeType == 8 && e.data.startsWith(`$s`))
      for (var n = 1; (e = e.nextSibling);) {
        if (e.nodeType == 8) {
          if (e.data.startsWith(`$s`)) n++;
          else if (e.data.startsWith(`/$s`) && !--n) return e;
        }
        t && t.push(e);
      }
  }
  function be(e) {
    e && (e.__c && (e.__c.__g |= 4), e.__k && e.__k.some(be));
  }
  function xe(e, t, n) {
    for (var r = 0; r < n.length;) Ce(n[r++], n[r++], n[r++]);
    (h.__c && h.__c(t, e),
      e.some(function (t) {
        try {
          ((e = t.__h),
            (t.__h = []),
            e.some(function (e) {
              e.call(t);
            }));
        } catch (e) {
          h.__e(e, t.__v);
        }
      }));
  }
  function Se(e, t, n, r, i, a, o, s, c, l) {
    var u,
      d,
      f,
      p,
      m,
      g,
      _,
      v,
      y = n.props || D,
      b = t.props,
      x = t.type;
    if (
      (x == `svg`
        ? (i = `http://www.w3.org/2000/svg`)
        : x == `math`
          ? (i = `http://www.w3.org/1998/Math/MathML`)
          : (i ||= `http://www.w3.org/1999/xhtml`),
      a)
    ) {
      for (u = 0; u < a.length; u++)
        if ((m = a[u]) && (x ? m.localName == x : m.nodeType == 3)) {
          ((e = m), (a[u] = null));
          break;
        }
    }
    if (!e) {
      if (((v = l.ownerDocument || document), !x)) return v.createTextNode(b);
      ((e = v.createElementNS(i, x, b.is ? b : l)), (s &&= (h.__m && h.__m(t, a), !1)), (a = null));
    }
    if (x) {
      if (
        ((l = (x == `template` && e.content) || e),
        (a = x == `textarea` && b.defaultValue != null ? null : a && k.call(l.childNodes)),
        !s && a)
      )
        for (y = {}, u = 0; u < e.attributes.length; u++) y[(m = e.attributes[u]).name] = m.value;
      for (u in y)
        ((m = y[u]),
          u == `noInner`
            ? (f = m)
            : u == `children` ||
              u in b ||
              (u == `value` && `defaultValue` in b) ||
              (u == `checked` && `defaultChecked` in b) ||
              ge(e, u, null, m, i));
      for (u in b)
        ((m = b[u]),
          u == `children`
            ? (p = m)
            : u == `noInner`
              ? (d = m)
              : u == `value`
                ? (g = m)
                : u == `checked`
                  ? (_ = m)
                  : (s && typeof m != `function`) || y[u] === m || ge(e, u, m, y[u], i));
      (d
        ? (s || (f && (d.__html == f.__html || d.__html == e.noInnerMarkup)) || (e.noInnerMarkup = d.__html),
          (t.__k = []))
        : (f && (e.textContent = ``),
          (x == `foreignObject` || (i == `http://www.w3.org/1998/Math/MathML` && O.test(x))) &&
            (i = `http://www.w3.org/1999/xhtml`),
          de(l, ne(p) ? p : [p], t, n, r, i, a, o, a ? a[0] : n.__k && oe(n, 0), s, c),
          a && a.some(A)),
        (s && x != `textarea`) ||
          ((u = `value`),
          x == `progress` && g == null
            ? e.removeAttribute(u)
            : g == null || (g === e[u] && (x != `progress` || g)) || ge(e, u, g, y[u], i),
          (u = `checked`),
          _ != null && _ != e[u] && ge(e, u, _, y[u], i)));
    } else y === b || (s && e.data == b) || (e.data = b);
    return e;
  }
  function Ce(e, t, n, r) {
    try {
      typeof e == `function`
        ? t
          ? (t.__x = e(t) || 1)
          : (r &&= r.__c || r.__e) && (t = r.__x) && ((r.__x = null), typeof t == `function` ? t() : e(null))
        : (e.current = t);
    } catch (e) {
      h.__e(e, n);
    }
  }
  function we(e, t, n) {
    var r, i, a, o;
    if (
      (h.unmount && h.unmount(e), !(r = e.ref) || (r.current && r.current != e.__e) || Ce(r, null, t, e), (r = e.__c))
    ) {
      if (r.componentWillUnmount)
        try {
          r.componentWillUnmount();
        } catch (e) {
          h.__e(e, t);
        }
      r.__P = r.__n = null;
    }
    if ((r = e.__k))
      for (o = 0; o < r.length; o++) r[o] && we(r[o], t, typeof e.type != `function` || (n && !e.props.__P));
    (!n && (r = e.__c) && (r = r.__z) && (i = ye(r, (a = []))) && (r == e.__e && a.some(A), A(i), A(r)),
      n || A(e.__e),
      (e.__e = e.__c = e.__ = null));
  }
  function Te(e, t, n) {
    return this.constructor(e, n);
  }
  function Ee(e, t) {
    var n, r, i, a;
    (h.__ && h.__(e, t),
      t.nodeType == 9 && (t = t.documentElement),
      (r = (n = e && 32 & e.__u) ? null : t.__k),
      (t.__k = j(M, { children: [e] })),
      (i = []),
      (a = []),
      ve(
        t,
        t.__k,
        r || D,
        D,
        t.namespaceURI,
        r ? null : t.firstChild ? k.call(t.childNodes) : null,
        i,
        r ? r.__e : t.firstChild,
        n,
        a,
      ),
      xe(i, t.__k, a),
      (t.__k.props.children = null));
  }
  function De(e) {
    function t(e) {
      var n, r;
      return (
        this.getChildContext ||
          ((n = new Set()),
          ((r = {})[t.__c] = this),
          (this.getChildContext = function () {
            return r;
          }),
          (this.shouldComponentUpdate = function (e) {
            this.props.value != e.value &&
              n.forEach(function (e) {
                ((e.__g |= 4), le(e));
              });
          }),
          (this.sub = function (e) {
            n.add(e);
            var t = e.componentWillUnmount;
            e.componentWillUnmount = function () {
              (n.delete(e), t && t.call(e));
            };
          })),
        e.children
      );
    }
    return (
      (t.__c = `__cC` + ee++),
      (t.__ = e),
      (t.Provider = (t.Consumer = function (e, t) {
        return e.children(t);
      }).contextType =
        t),
      t
    );
  }
  ((h = {
    __e: function (e, t, n, r) {
      for (var i, a, o; (t = t.__);)
        if ((i = t.__c) && !(1 & i.__g)) {
          i.__g |= 4;
          try {
            if (
              ((o = (a = i.constructor) && a.getDerivedStateFromError) && i.setState(a.getDerivedStateFromError(e)),
              i.componentDidCatch && (i.componentDidCatch(e, r || {}), (o = 1)),
              o && 8 & i.__g)
            )
              return void (i.__g |= 2);
          } catch (t) {
            e = t;
          }
        }
      throw ((b = 0), e);
    },
  }),
    (g = 0),
    (_ = function (e) {
      return e != null && e.constructor === E;
    }),
    (ae.prototype.setState = function (e, t) {
      var n = this.__s;
      ((n && n != this.state) || (n = this.__s = re({}, this.state)),
        typeof e == `function` && (e = e(re({}, n), this.props)),
        e && (re(n, e), this.__v && (t && this.__k.push(t), le(this))));
    }),
    (ae.prototype.forceUpdate = function (e) {
      this.__v && ((this.__g |= 4), e && this.__h.push(e), le(this));
    }),
    (ae.prototype.render = M),
    (v = []),
    (b = 0),
    (x = function (e, t) {
      return e.__v.__b - t.__v.__b;
    }),
    (S = Symbol()),
    (C = /(PointerCapture)$|Capture$/i),
    (w = 0),
    (T = {}),
    (ee = 0));
  var Oe,
    N,
    ke,
    Ae,
    je = Object.is,
    Me = 0,
    Ne = [],
    Pe = [],
    P = h,
    Fe = P.__b,
    Ie = P.__r,
    Le = P.diffed,
    Re = P.__c,
    ze = P.unmount,
    Be = P.__;
  function Ve(e, t) {
    (P.__h && P.__h(N, e, Me || t), (Me = 0));
    var n = N.__H || (N.__H = { __: [], __h: [] });
    return (e >= n.__.length && n.__.push({}), n.__[e]);
  }
  function F(e) {
    return ((Me = 1), He(et, e));
  }
  function He(e, t, n) {
    var r = Ve(Oe++, 2);
    if (
      ((r.t = e),
      !r.__c &&
        ((r.__ = [
          n ? n(t) : et(void 0, t),
          function (e) {
            var t = (r.__N || r.__)[0],
              n = r.t(t, e);
            je(t, n) || ((r.__N = [n, r.__[1]]), r.__c.setState({}));
          },
        ]),
        (r.__c = N),
        !N.__f))
    ) {
      N.__f = !0;
      var i = N.shouldComponentUpdate;
      N.shouldComponentUpdate = function (e, t, n) {
        var r = this.__H;
        if (!r) return !0;
        var a = !1,
          o = this.props != e;
        if (
          (r.__.some(function (e) {
            e.__N && ((a = !0), je(e.__[0], e.__N[0]) || (o = !0));
          }),
          i)
        ) {
          var s = i.call(this, e, t, n);
          return a ? s || o : s;
        }
        return !a || o;
      };
    }
    return r.__;
  }
  function Ue(e, t) {
    var n = Ve(Oe++, 3);
    !P.__s && $e(n.__H, t) && ((n.__P = !0), (n.__ = e), (n.u = t), N.__H.__h.push(n));
  }
  function I(e, t) {
    var n = Ve(Oe++, 4);
    !P.__s && $e(n.__H, t) && ((n.__P = !1), (n.__ = e), (n.u = t), N.__h.push(n));
  }
  function L(e) {
    return (
      (Me = 5),
      We(function () {
        return { current: e };
      }, [])
    );
  }
  function We(e, t) {
    var n = Ve(Oe++, 7);
    return ($e(n.__H, t) && ((n.__ = e()), (n.__H = t)), n.__);
  }
  function Ge(e) {
    var t = N.context[e.__c],
      n = Ve(Oe++, 9);
    return ((n.c = e), t ? (n.__ ?? ((n.__ = !0), t.sub(N)), t.props.value) : e.__);
  }
  function Ke() {
    var e = Ve(Oe++, 11);
    if (!e.__) {
      for (var t = N.__v; !t.__m && t.__;) t = t.__;
      var n = t.__m || (t.__m = [0, 0]);
      e.__ = `P` + n[0] + `-` + n[1]++;
    }
    return e.__;
  }
  function qe() {
    var e;
    do {
      for (; (e = Pe.shift());)
        try {
          Ze(e);
        } catch (t) {
          P.__e(t, { __: (e = e.__P) && e.__v });
        }
      for (; (e = Ne.shift());) {
        var t = e.__H;
        if (e.__P && t)
          try {
            (t.__h.some(Ze), t.__h.some(Qe), (t.__h = []));
          } catch (n) {
            ((t.__h = []), P.__e(n, e.__v));
          }
      }
    } while (Pe.length);
  }
  ((P.__b = function (e) {
    ((N = null), Fe && Fe(e));
  }),
    (P.__ = function (e, t) {
      (e && t.__k && t.__k.__m && (e.__m = t.__k.__m), Be && Be(e, t));
    }),
    (P.__r = function (e) {
      (Ie && Ie(e), (Oe = 0));
      var t = (N = e.__c).__H;
      (t &&
        (ke == N ? (N.__h = []) : (t.__h.some(Ze), t.__h.some(Qe), (Oe = 0)),
        (t.__h = []),
        t.__.some(function (e) {
          (e.__N && (e.__ = e.__N), (e.u = e.__N = void 0));
        })),
        (ke = N));
    }),
    (P.diffed = function (e) {
      Le && Le(e);
      var t = e.__c;
      (t &&
        t.__H &&
        (t.__H.__h.length && Xe(Ne.push(t)),
        t.__H.__.some(function (e) {
          e.u && (e.__H = e.u);
        })),
        (ke = N = null));
    }),
    (P.__c = function (e, t) {
      (t.some(function (e) {
        try {
          (e.__h.some(Ze),
            (e.__h = e.__h.filter(function (e) {
              return !e.__ || Qe(e);
            })));
        } catch (t) {
          e.__h = [
            function () {
              throw t;
            },
          ];
        }
      }),
        Re && Re(e, t));
    }),
    (P.unmount = function (e) {
      ze && ze(e);
      var t,
        n,
        r = e.__c;
      r &&
        r.__H &&
        (r.__H.__.some(function (r) {
          try {
            if (r.__P && r.__c) {
              if (n === void 0) {
                for (n = e.__; n && (!n.__c || !n.__c.__P);) n = n.__;
                n &&= n.__c;
              }
              ((r.__P = n), Xe(Pe.push(r)));
            } else Ze(r);
          } catch (e) {
            t = e;
          }
        }),
        (r.__H = void 0),
        t && P.__e(t, r.__v));
    }));
  var Je = typeof requestAnimationFrame == `function`;
  function Ye(e) {
    var t,
      n = function () {
        (clearTimeout(r), Je && cancelAnimationFrame(t), setTimeout(e));
      },
      r = setTimeout(n, 35);
    Je && (t = requestAnimationFrame(n));
  }
  function Xe(e) {
    (e != 1 && Ae == P.requestAnimationFrame) || ((Ae = P.requestAnimationFrame) || Ye)(qe);
  }
  function Ze(e) {
    var t = N,
      n = e.__c;
    (typeof n == `function` && ((e.__c = void 0), n()), (N = t));
  }
  function Qe(e) {
    var t = N;
    ((e.__c = e.__()), (N = t));
  }
  function $e(e, t) {
    return (
      !e ||
      e.length != t.length ||
      t.some(function (t, n) {
        return !je(t, e[n]);
      })
    );
  }
  function et(e, t) {
    return typeof t == `function` ? t(e) : t;
  }
  var tt = Symbol.for(`preact-signals`);
  function nt() {
    if (st > 1) st--;
    else {
      var e,
        t = !1;
      for (
        (function () {
          var e = dt;
          for (dt = void 0; e !== void 0;) {
            var t = e.S;
            if (t.v === e.v) for (var n = t.t; n !== void 0; n = n.x) n.i === e.i && (n.i = t.i);
            e = e.o;
          }
        })();
        ot !== void 0;
      ) {
        var n = ot;
        for (ot = void 0, ct++; n !== void 0;) {
          var r = n.u;
          if (((n.u = void 0), (n.f &= -3), !(8 & n.f) && mt(n)))
            try {
              n.c();
            } catch (n) {
              t ||= ((e = n), !0);
            }
          n = r;
        }
      }
      if (((ct = 0), st--, t)) throw e;
    }
  }
  function rt(e) {
    if (st > 0) return e();
    ((ut = ++lt), st++);
    try {
      return e();
    } finally {
      nt();
    }
  }
  var it,
    R = void 0;
  function at(e) {
    var t = R,
      n = it;
    ((R = void 0), (it = void 0));
    try {
      return e();
    } finally {
      ((R = t), (it = n));
    }
  }
  var ot = void 0,
    st = 0,
    ct = 0,
    lt = 0,
    ut = 0,
    dt = void 0,
    ft = 0;
  function pt(e) {
    if (R !== void 0) {
      var t = e.n;
      if (t === void 0 || t.t !== R)
        return (
          (t = { i: 0, S: e, p: R.s, n: void 0, t: R, e: void 0, x: void 0, r: t }),
          R.s !== void 0 && (R.s.n = t),
          (R.s = t),
          (e.n = t),
          32 & R.f && e.S(t),
          t
        );
      if (t.i === -1)
        return (
          (t.i = 0),
          t.n !== void 0 &&
            ((t.n.p = t.p), t.p !== void 0 && (t.p.n = t.n), (t.p = R.s), (t.n = void 0), (R.s.n = t), (R.s = t)),
          t
        );
    }
  }
  function z(e, t) {
    ((this.v = e),
      (this.i = 0),
      (this.n = void 0),
      (this.t = void 0),
      (this.l = 0),
      (this.W = t?.watched),
      (this.Z = t?.unwatched),
      (this.name = t?.name));
  }
  ((z.prototype.brand = tt),
    (z.prototype.h = function () {
      return !0;
    }),
    (z.prototype.S = function (e) {
      var t = this,
        n = this.t;
      n !== e &&
        e.e === void 0 &&
        ((e.x = n),
        (this.t = e),
        n === void 0
          ? at(function () {
              var e;
              (e = t.W) == null || e.call(t);
            })
          : (n.e = e));
    }),
    (z.prototype.U = function (e) {
      var t = this;
      if (this.t !== void 0) {
        var n = e.e,
          r = e.x;
        (n !== void 0 && ((n.x = r), (e.e = void 0)),
          r !== void 0 && ((r.e = n), (e.x = void 0)),
          e === this.t &&
            ((this.t = r),
            r === void 0 &&
              at(function () {
                var e;
                (e = t.Z) == null || e.call(t);
              })));
      }
    }),
    (z.prototype.subscribe = function (e) {
      var t = this;
      return Ct(
        function () {
          var n = t.value;
          at(function () {
            return e(n);
          });
        },
        { name: `sub` },
      );
    }),
    (z.prototype.valueOf = function () {
      return this.value;
    }),
    (z.prototype.toString = function () {
      return this.value + ``;
    }),
    (z.prototype.toJSON = function () {
      return this.value;
    }),
    (z.prototype.peek = function () {
      var e = this;
      return at(function () {
        return e.value;
      });
    }),
    Object.defineProperty(z.prototype, "value", {
      get: function () {
        var e = pt(this);
        return (e !== void 0 && (e.i = this.i), this.v);
      },
      set: function (e) {
        if (e !== this.v) {
          if (ct > 100) throw Error(`Cycle detected`);
          ((function (e) {
            st !== 0 && ct === 0 && e.l !== ut && ((e.l = ut), (dt = { S: e, v: e.v, i: e.i, o: dt }));
          })(this),
            (this.v = e),
            this.i++,
            ft++,
            st++);
          try {
            for (var t = this.t; t !== void 0; t = t.x) t.t.N();
          } finally {
            nt();
          }
        }
      },
    }));
  function B(e, t) {
    return new z(e, t);
  }
  function mt(e) {
    for (var t = e.s; t !== void 0; t = t.n) if (t.S.i !== t.i || !t.S.h() || t.S.i !== t.i) return !0;
    return !1;
  }
  function ht(e) {
    for (var t = e.s; t !== void 0; t = t.n) {
      var n = t.S.n;
      if ((n !== void 0 && (t.r = n), (t.S.n = t), (t.i = -1), t.n === void 0)) {
        e.s = t;
        break;
      }
    }
  }
  function gt(e) {
    for (var t = e.s, n = void 0; t !== void 0;) {
      var r = t.p;
      (t.i === -1 ? (t.S.U(t), r !== void 0 && (r.n = t.n), t.n !== void 0 && (t.n.p = r)) : (n = t),
        (t.S.n = t.r),
        t.r !== void 0 && (t.r = void 0),
        (t = r));
    }
    e.s = n;
  }
  function _t(e, t) {
    (z.call(this, void 0, t), (this.x = e), (this.s = void 0), (this.g = ft - 1), (this.f = 4));
  }
  ((_t.prototype = new z()),
    (_t.prototype.h = function () {
      if (((this.f &= -3), 1 & this.f)) return !1;
      if ((36 & this.f) == 32 || ((this.f &= -5), this.g === ft)) return !0;
      if (((this.g = ft), (this.f |= 1), this.i > 0 && !mt(this))) return ((this.f &= -2), !0);
      var e = R;
      try {
        (ht(this), (R = this));
        var t = this.x();
        (16 & this.f || this.v !== t || this.i === 0) && ((this.v = t), (this.f &= -17), this.i++);
      } catch (e) {
        ((this.v = e), (this.f |= 16), this.i++);
      }
      return ((R = e), gt(this), (this.f &= -2), !0);
    }),
    (_t.prototype.S = function (e) {
      if (this.t === void 0) {
        this.f |= 36;
        for (var t = this.s; t !== void 0; t = t.n) t.S.S(t);
      }
      z.prototype.S.call(this, e);
    }),
    (_t.prototype.U = function (e) {
      if (this.t !== void 0 && (z.prototype.U.call(this, e), this.t === void 0)) {
        this.f &= -33;
        for (var t = this.s; t !== void 0; t = t.n) t.S.U(t);
      }
    }),
    (_t.prototype.N = function () {
      if (!(2 & this.f)) {
        this.f |= 6;
        for (var e = this.t; e !== void 0; e = e.x) e.t.N();
      }
    }),
    Object.defineProperty(_t.prototype, "value", {
      get: function () {
        if (1 & this.f) throw Error(`Cycle detected`);
        var e = pt(this);
        if ((this.h(), e !== void 0 && (e.i = this.i), 16 & this.f)) throw this.v;
        return this.v;
      },
    }));
  function vt(e, t) {
    return new _t(e, t);
  }
  function yt(e) {
    var t = e.j;
    if (((e.j = void 0), typeof t == `function`)) {
      st++;
      var n = R;
      R = void 0;
      try {
        t();
      } catch (t) {
        throw ((e.f &= -2), (e.f |= 8), bt(e), t);
      } finally {
        ((R = n), nt());
      }
    }
  }
  function bt(e) {
    for (var t = e.s; t !== void 0; t = t.n) t.S.U(t);
    ((e.x = void 0), (e.s = void 0), yt(e));
  }
  function xt(e) {
    if (R !== this) throw Error(`Out-of-order effect`);
    (gt(this), (R = e), (this.f &= -2));
    try {
      8 & this.f && bt(this);
    } finally {
      nt();
    }
  }
  function St(e, t) {
    ((this.x = e),
      (this.j = void 0),
      (this.s = void 0),
      (this.u = void 0),
      (this.f = 32),
      (this.name = t?.name),
      it && it.push(this));
  }
  ((St.prototype.c = function () {
    var e = this.S();
    try {
      if (8 & this.f || this.x === void 0) return;
      var t = this.x();
      typeof t == `function` && (this.j = t);
    } finally {
      e();
    }
  }),
    (St.prototype.S = function () {
      if (1 & this.f) throw Error(`Cycle detected`);
      ((this.f |= 1), (this.f &= -9), yt(this), ht(this), st++);
      var e = R;
      return ((R = this), xt.bind(this, e));
    }),
    (St.prototype.N = function () {
      2 & this.f || ((this.f |= 2), (this.u = ot), (ot = this));
    }),
    (St.prototype.d = function () {
      ((this.f |= 8), 1 & this.f || bt(this));
    }),
    (St.prototype.dispose = function () {
      this.d();
    }));
  function Ct(e, t) {
    var n = new St(e, t);
    try {
      n.c();
    } catch (e) {
      throw (n.d(), e);
    }
    var r = n.d.bind(n);
    return ((r[Symbol.dispose] = r), r);
  }
  var wt,
    Tt,
    Et = typeof window < `u` && !!window.__PREACT_SIGNALS_DEVTOOLS__,
    Dt = [];
  Ct(function () {
    wt = this.N;
  })();
  function Ot(e, t) {
    h[e] = t.bind(null, h[e] || function () {});
  }
  function kt(e) {
    if (Tt) {
      var t = Tt;
      ((Tt = void 0), t());
    }
    Tt = e && e.S();
  }
  function At(e) {
    var t = this,
      n = e.data,
      r = Mt(n);
    ((r.name = `ReactiveDom`), (r.value = n));
    var i = We(function () {
        for (var e = t, n = t.__v; (n = n.__);)
          if (n.__c) {
            n.__c.__$f |= 4;
            break;
          }
        var i = vt(function () {
            var e = r.value.value;
            return e === 0 ? 0 : !0 === e ? `` : e || ``;
          }),
          a = vt(function () {
            return !Array.isArray(i.value) && !_(i.value);
          }),
          o = Ct(function () {
            if (((this.N = Ft), a.value)) {
              var t = i.value;
              e.__v && e.__v.__e && e.__v.__e.nodeType === 3 && (e.__v.__e.data = t);
            }
          }),
          s = t.__$u.d;
        return (
          (t.__$u.d = function () {
            (o(), s.call(this));
          }),
          [a, i]
        );
      }, []),
      a = i[0],
      o = i[1];
    return a.value ? o.peek() : o.value;
  }
  ((At.displayName = `ReactiveTextNode`),
    Object.defineProperties(z.prototype, {
      constructor: { configurable: !0, value: ie(M, null).constructor },
      type: { configurable: !0, value: At },
      props: {
        configurable: !0,
        get: function () {
          var e = this;
          return {
            data: {
              get value() {
                return e.value;
              },
            },
          };
        },
      },
      __b: { configurable: !0, value: 1 },
    }),
    Ot(`__b`, function (e, t) {
      if ((kt(), typeof t.type == `string`)) {
        var n,
          r = t.props;
        for (var i in r)
          if (i !== `children`) {
            var a = r[i];
            a instanceof z && (n || (t.__np = n = {}), (n[i] = a), (r[i] = a.peek()));
          }
      }
      e(t);
    }),
    Ot(`__r`, function (e, t) {
      if ((e(t), t.type !== M)) {
        kt();
        var n,
          r = t.__c;
        (r &&
          ((r.__$f &= -2),
          (n = r.__$u) === void 0 &&
            (r.__$u = n =
              (function (e, t) {
                var n;
                return (
                  Ct(
                    function () {
                      n = this;
                    },
                    { name: t },
                  ),
                  (n.c = e),
                  n
                );
              })(
                (function (e) {
                  return function () {
                    var t;
                    (Et && ((t = this.y) == null || t.call(this)), (e.__$f |= 1), e.setState({}));
                  };
                })(r),
                typeof t.type == `function` ? t.type.displayName || t.type.name : ``,
              ))),
          kt(n));
      }
    }),
    Ot(`__e`, function (e, t, n, r) {
      (kt(), e(t, n, r));
    }),
    Ot(`diffed`, function (e, t) {
      kt();
      var n;
      if (typeof t.type == `string` && (n = t.__e)) {
        var r = t.__np,
          i = t.props,
          a = n.U;
        if (a)
          for (var o in a) {
            var s = a[o];
            s === void 0 || (r && o in r) || (s.d(), (a[o] = void 0));
          }
        if (r)
          for (var c in (a || ((a = {}), (n.U = a)), r)) {
            var l = a[c],
              u = r[c];
            l === void 0 ? ((l = jt(n, c, u, i)), (a[c] = l)) : l.o(u, i);
          }
      }
      e(t);
    }));
  function jt(e, t, n, r) {
    var i = t in e && e.ownerSVGElement === void 0,
      a = B(n);
    return {
      o: function (e, t) {
        ((a.value = e), (r = t));
      },
      d: Ct(function () {
        this.N = Ft;
        var n = a.value.value;
        r[t] !== n &&
          ((r[t] = n),
          i ? (e[t] = n) : n != null && (!1 !== n || t[4] === `-`) ? e.setAttribute(t, n) : e.removeAttribute(t));
      }),
    };
  }
  (Ot(`unmount`, function (e, t) {
    if (typeof t.type == `string`) {
      var n = t.__e;
      if (n) {
        var r = n.U;
        if (r)
          for (var i in ((n.U = void 0), r)) {
            var a = r[i];
            a && a.d();
          }
      }
      var o = t.__np;
      if (o) {
        var s = t.props;
        for (var c in o) s[c] = o[c];
      }
      t.__np = void 0;
    } else {
      var l = t.__c;
      if (l) {
        l.__$f |= 8;
        var u = l.__$u;
        u && ((l.__$u = void 0), u.d());
      }
    }
    e(t);
  }),
    Ot(`__h`, function (e, t, n, r) {
      (r < 3 && (t.__$f |= 2), e(t, n, r));
    }),
    (ae.prototype.shouldComponentUpdate = function (e, t) {
      if (this.__R) return !0;
      var n = this.__$u,
        r = n && n.s !== void 0;
      for (var i in t) return !0;
      if (this.__f || (typeof this.u == `boolean` && !0 === this.u)) {
        var a = 2 & this.__$f;
        if (!(r || a || 4 & this.__$f) || 1 & this.__$f) return !0;
      } else if (!(r || 4 & this.__$f) || 3 & this.__$f) return !0;
      for (var o in e) if (o !== `__source` && e[o] !== this.props[o]) return !0;
      for (var s in this.props) if (!(s in e)) return !0;
      return !1;
    }));
  function Mt(e, t) {
    return We(function () {
      return B(e, t);
    }, []);
  }
  var Nt = function (e) {
    queueMicrotask(function () {
      queueMicrotask(e);
    });
  };
  function Pt() {
    rt(function () {
      for (var e; (e = Dt.shift());) wt.call(e);
    });
  }
  function Ft() {
    Dt.push(this) === 1 && (h.requestAnimationFrame || Nt)(Pt);
  }
  var It = `Stopped`,
    Lt = new Set([`__proto__`, `constructor`, `prototype`]);
  function Rt(e, t, n) {
    let r = t.split(`.`);
    if (!t || r.some((e) => Lt.has(e))) return;
    let i = e;
    for (let e of r.slice(0, -1)) {
      let t = i[e];
      i = i[e] = V(t) ? t : {};
    }
    i[r.at(-1)] = n;
  }
  function zt(e, t) {
    if (!Object.keys(t).length) return { payload: e, collisions: [] };
    if (e == null) return { payload: t, collisions: [] };
    if (!V(e)) return { payload: e, collisions: Object.keys(t) };
    let n = [];
    return { payload: Bt(e, t, ``, n), collisions: n };
  }
  function Bt(e, t, n, r) {
    let i = { ...e };
    for (let [a, o] of Object.entries(t)) {
      let t = n ? `${n}.${a}` : a;
      Object.hasOwn(e, a) ? (V(e[a]) && V(o) ? (i[a] = Bt(e[a], o, t, r)) : r.push(t)) : (i[a] = o);
    }
    return i;
  }
  function V(e) {
    return typeof e == `object` && !!e && !Array.isArray(e);
  }
  function H(e) {
    return typeof e == `string` ? e : typeof e == `number` || typeof e == `boolean` ? String(e) : ``;
  }
  var Vt = /^\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2})?)?\s*$/,
    Ht = /^(\d{1,400})\/(\d{1,400})$/;
  function Ut(e) {
    if (!V(e) || !H(e.field) || !V(e.save) || !H(e.save.type)) return null;
    let t = Ht.exec(H(e.price)),
      n = t ? [BigInt(t[1]), BigInt(t[2])] : null;
    return {
      field: H(e.field),
      save: e.save,
      chip: H(e.chip),
      button: H(e.button),
      payout: H(e.payout),
      profit: H(e.profit),
      seen: H(e.seen),
      price: n && n[1] > 0n && n[0] > n[1] ? n : null,
    };
  }
  function Wt(e) {
    let t = Vt.exec(e);
    if (!t) return null;
    let n = BigInt(t[1].replaceAll(`,`, ``)) * 100n + BigInt((t[2] ?? ``).padEnd(2, `0`));
    return n > 0n ? n : null;
  }
  function Gt(e, [t, n]) {
    return (2n * e * t + n) / (2n * n);
  }
  function Kt(e) {
    return `$${(e / 100n).toString().replace(/\B(?=(\d{3})+$)/g, `,`)}.${(e % 100n).toString().padStart(2, `0`)}`;
  }
  var qt = new Map(),
    Jt = { name: ``, say: ``, suggestions: [], prices: null, slip: null, folds: qt, starts: qt, names: qt, ends: qt },
    Yt = new WeakMap();
  function Xt(e) {
    let t = e?.professor_lock;
    if (!V(t)) return Jt;
    let n = Yt.get(e);
    return (
      n ||
        ((n = {
          name: H(t.name),
          say: H(t.say),
          suggestions: Zt(t),
          prices: en(t.prices),
          slip: an(t.slip),
          folds: tn(t.folds),
          starts: nn(t.starts),
          names: rn(t.names),
          ends: nn(t.ends),
        }),
        Yt.set(e, n)),
      n
    );
  }
  function Zt(e) {
    return !V(e) || !Array.isArray(e.suggestions)
      ? []
      : e.suggestions
          .filter(V)
          .map((e) => ({ label: H(e.label) || H(e.prompt), prompt: H(e.prompt) }))
          .filter((e) => e.prompt)
          .slice(0, 6);
  }
  function Qt(e) {
    for (let t = e.length - 1; t >= 0; t--) {
      let { item: n } = e[t],
        r = n.type === `widget` ? Xt(n.widget).slip : null;
      if (r) return { itemId: n.id, slip: r };
    }
    return null;
  }
  function $t(e, t) {
    return !e || t?.type !== e.action || !V(t.payload) ? null : H(t.payload[e.key]) || null;
  }
  function en(e) {
    if (!V(e) || !H(e.action) || !H(e.key)) return null;
    let t = new Map();
    for (let [n, r] of Object.entries(V(e.cells) ? e.cells : {})) {
      if (!V(r) || !H(r.price)) continue;
      let e = r.move === `up` || r.move === `down` ? r.move : ``,
        { line: i, price: a, book: o, label: s } = r;
      t.set(n, { line: H(i), price: H(a), book: H(o), move: e, label: H(s) });
    }
    return { action: H(e.action), key: H(e.key), cells: t };
  }
  function tn(e) {
    let t = new Map();
    for (let n of Array.isArray(e) ? e.filter(V) : []) {
      let e = H(n.label);
      H(n.id) && e && t.set(H(n.id), { label: e, about: H(n.about) || e, once: n.once === !0 });
    }
    return t;
  }
  function nn(e) {
    let t = new Map();
    for (let n of Array.isArray(e) ? e.filter(V) : []) {
      let e = Date.parse(H(n.at));
      H(n.id) && Number.isFinite(e) && t.set(H(n.id), e);
    }
    return t;
  }
  function rn(e) {
    let t = Object.entries(V(e) ? e : {}).map(([e, t]) => [e, H(t)]);
    return new Map(t.filter(([, e]) => e));
  }
  function an(e) {
    if (!V(e)) return null;
    let t = new Map();
    for (let n of Array.isArray(e.legs) ? e.legs.filter(V) : []) {
      let { remove: e } = n;
      H(n.key) && V(e) && H(e.type) && t.set(H(n.key), e);
    }
    let n = e.state === `open` || e.state === `locked` ? e.state : `past`,
      r = H(e.summary);
    return { state: n, summary: r, spoken: H(e.spoken) || r, legs: t, stake: Ut(e.stake) };
  }
  var on = { text: ``, tags: [] };
  function sn(e, t) {
    let { text: n } = e,
      r = 0;
    for (; r < n.length && r < t.length && n[r] === t[r];) r++;
    let i = 0;
    for (; i < n.length - r && i < t.length - r && n.at(-1 - i) === t.at(-1 - i);) i++;
    let a = n.length - i,
      o = t.length - n.length,
      s = [],
      c = [];
    for (let t of e.tags)
      t.end <= r ? s.push(t) : t.start >= a ? s.push({ ...t, start: t.start + o, end: t.end + o }) : c.push(t);
    if (!c.length) return { draft: { text: t, tags: s }, caret: null };
    let l = Math.min(r, ...c.map((e) => e.start)),
      u = Math.max(a, ...c.map((e) => e.end)) + o,
      d = t.slice(r, t.length - i),
      f = t.slice(0, l) + d + t.slice(u),
      p = t.length - f.length;
    return {
      draft: { text: f, tags: s.map((e) => (e.start >= u ? { ...e, start: e.start - p, end: e.end - p } : e)) },
      caret: l + d.length,
    };
  }
  function cn(e, t, n, r) {
    let i = `@${r.text}`,
      a = e.text.slice(n),
      o = a.startsWith(` `) ? `` : ` `,
      s = i.length + o.length - (n - t),
      c = e.tags.map((e) => (e.start >= n ? { ...e, start: e.start + s, end: e.end + s } : e));
    return {
      text: e.text.slice(0, t) + i + o + a,
      tags: [...c, { start: t, end: t + i.length, tag: r }].sort((e, t) => e.start - t.start),
    };
  }
  function ln(e) {
    let t = [],
      n = 0,
      r = (r) => {
        r > n && t.push({ type: `input_text`, text: e.text.slice(n, r) });
      };
    for (let { start: i, end: a, tag: o } of e.tags) (r(i), t.push({ type: `input_tag`, ...o }), (n = a));
    return (r(e.text.length), t);
  }
  function un(e) {
    let t = ``,
      n = [];
    for (let r of e)
      if (r.type === `input_tag`) {
        let { type: e, ...i } = r,
          a = t.length;
        ((t += `@${r.text}`), n.push({ start: a, end: t.length, tag: { ...i, data: i.data ?? {} } }));
      } else t += r.text;
    return { text: t, tags: n };
  }
  var dn = class extends Error {
      name = `IntegrationError`;
      constructor(e, t) {
        super(`ChatKit: ${e}() ignored - ${t}`);
      }
    },
    fn = class extends Error {
      status;
      retryAfterS;
      name = `HttpError`;
      code;
      detail;
      constructor(e, t, n) {
        let r = gn(t);
        (super(r.message ?? `HTTP ${e}${t ? `: ${t}` : ``}`),
          (this.status = e),
          (this.retryAfterS = n),
          (this.detail = r.message),
          (this.code = r.code));
      }
    },
    pn = class extends Error {
      name = `StreamError`;
    },
    mn = class extends Error {
      code;
      name = `ServerError`;
      constructor(e, t) {
        (super(t ?? e), (this.code = e));
      }
    };
  function hn(e) {
    return e instanceof Error ? e : Error(String(e));
  }
  function gn(e) {
    try {
      let t = JSON.parse(e),
        n = typeof t?.message == `string` ? t.message : void 0,
        r = typeof t?.code == `string` ? t.code : void 0;
      return { ...(n ? { message: n } : {}), ...(r ? { code: r } : {}) };
    } catch {
      return {};
    }
  }
  var U = {
      jsonTimeoutMs: 3e4,
      readRetries: 5,
      retryFirstDelayMs: 500,
      retryMaxDelayMs: 1e4,
      readyFallbackMs: 250,
      stopAfterSilenceMs: 1e4,
      previewDelayMs: 300,
      tagSearchDelayMs: 150,
      thinkingDelayMs: 120,
      toastMs: 6e3,
      errorBodyChars: 2048,
      historyPage: 30,
      itemsPage: 50,
      loadOlderWithinPx: 600,
      followWithinPx: 80,
      announceChars: 500,
      widgetDepth: 32,
      widgetNodes: 5e3,
      cardWidths: { sm: `320px`, md: `440px`, lg: `560px`, full: `100%` },
      cardGap: 3,
      cardPadding: 4,
      rowGap: 2,
      listItemGap: 3,
      listAutoLimit: 5,
      selectSearchAbove: 15,
      dateSide: `bottom`,
      dateAlign: `center`,
      titleLevel: 3,
      tableColPx: { xs: 64, sm: 96, md: 144, lg: 208, xl: 288 },
      iconPx: { xs: 14, sm: 16, md: 18, lg: 20, xl: 22, "2xl": 24, "3xl": 32 },
      chart: {
        curve: `natural`,
        barGap: 4,
        barCategoryGap: 16,
        aspect: 16 / 9,
        ticks: 5,
        zoomLinesBelow: 0.5,
        dotsUpTo: 12,
      },
      autoLoading: {
        Button: `self`,
        Select: `none`,
        Confirm: `container`,
        Cancel: `container`,
        Form: `container`,
        ListViewItem: `self`,
        Checkbox: `none`,
        RadioGroup: `none`,
        DatePicker: `none`,
        Text: `none`,
        Input: `none`,
      },
      showDelete: !0,
      showRename: !0,
      feedback: !1,
      retry: !1,
      greeting: ``,
      attachments: { maxSize: 104857600, maxCount: 10 },
    },
    _n = new Set([
      `api`,
      `locale`,
      `theme`,
      `frameTitle`,
      `initialThread`,
      `onClientTool`,
      `header`,
      `history`,
      `startScreen`,
      `threadItemActions`,
      `composer`,
      `disclaimer`,
      `entities`,
      `commands`,
      `widgets`,
      `thread`,
    ]),
    vn = new Set();
  function yn(e) {
    let t = e,
      n = t?.api,
      r = typeof n?.getClientSecret == `function`;
    if (!t || typeof n != `object` || !n || !(r || (typeof n.url == `string` && n.url)))
      throw TypeError(`ChatKit: setOptions() needs options.api with a url`);
    for (let e of Object.keys(t))
      _n.has(e) || vn.has(e) || (vn.add(e), console.warn(`ChatKit: unknown option "${e}" ignored`));
    return { ...t, api: r ? null : n };
  }
  function bn(e) {
    return typeof e.theme == `string` ? { colorScheme: e.theme } : (e.theme ?? {});
  }
  function xn(e) {
    return e.history?.enabled !== !1;
  }
  function Sn(e) {
    return e.composer?.tools ?? [];
  }
  function Cn(e) {
    return e.composer?.models ?? [];
  }
  function wn(e) {
    let t = Cn(e).filter((e) => !e.disabled);
    return t.find((e) => e.default) ?? t[0];
  }
  function Tn(e) {
    return e.composer?.attachments?.enabled === !0 && !!e.api?.uploadStrategy;
  }
  function En(e) {
    return e.composer?.dictation?.enabled === !0 && typeof MediaRecorder < `u` && `mediaDevices` in navigator;
  }
  function Dn(e, t) {
    let n = e.composer?.attachments?.maxSize ?? U.attachments.maxSize;
    if (typeof n == `number`) return n;
    let [r] = t.split(`/`);
    return n[t] ?? n[`${r}/*`] ?? n[`*`] ?? n[``] ?? U.attachments.maxSize;
  }
  var On = class {
    chat;
    text = B(on);
    quote = B(``);
    chips = B([]);
    toolId = B(null);
    pickedModel = B(null);
    focusAsked = B(0);
    modelId = vt(
      () =>
        Cn(this.chat.options.value).find((e) => e.id === this.pickedModel.value && !e.disabled)?.id ??
        wn(this.chat.options.value)?.id ??
        null,
    );
    ready = vt(() => {
      let e = this.text.value.text.trim() !== `` || this.chips.value.length > 0,
        t = this.chat.state.value.thread?.status?.type,
        n = t !== `locked` && t !== `closed`,
        r = this.chips.value.every((e) => e.state === `ready`);
      return e && n && r && this.chat.state.value.phase === `idle` && !this.chat.loadError.value;
    });
    #e = new Map();
    #t = 0;
    constructor(e) {
      this.chat = e;
    }
    focus() {
      this.focusAsked.value++;
    }
    submit() {
      if (!this.ready.peek()) return;
      let e = {
          content: ln(kn(this.text.value)),
          reply: this.quote.value || void 0,
          attachments: this.chips.value.map((e) => e.attachment),
        },
        t = this.toolId.value ? { id: this.toolId.value } : void 0,
        n = this.sendNow({ ...e, toolChoice: t });
      ((this.text.value = on), (this.quote.value = ``), this.#n());
      let r = Sn(this.chat.options.value).find((e) => e.id === this.toolId.value);
      (r && !r.persistent && this.selectTool(null), n.catch(() => void 0));
    }
    async sendNow(e) {
      let t = e.content ?? (e.text ? [{ type: `input_text`, text: e.text }] : []),
        n = e.attachments ?? [];
      if (!t.length && !n.length) throw new dn(`sendUserMessage`, `nothing to send`);
      if (this.chat.busy)
        throw new dn(`sendUserMessage`, this.chat.now.phase === `loading` ? `thread is loading` : `already responding`);
      if (!e.newThread && this.chat.blocked) throw new dn(`sendUserMessage`, `thread is ${this.chat.blocked}`);
      let r = e.model ?? this.modelId.value,
        i = { ...(e.toolChoice ? { tool_choice: { id: e.toolChoice.id } } : {}), ...(r ? { model: r } : {}) },
        a = {
          content: t.map((e) => (e.type === `input_tag` ? { ...e, data: e.data ?? {} } : e)),
          ...(e.reply ? { quoted_text: e.reply } : {}),
          attachments: n.map((e) => e.id),
          inference_options: i,
        };
      await this.chat.send(a, n, e.newThread);
    }
    selectTool(e) {
      e !== null && !Sn(this.chat.options.value).some((t) => t.id === e)
        ? this.chat.log(`composer.unknown_tool`)
        : this.toolId.value !== e && ((this.toolId.value = e), this.chat.emit(`chatkit.tool.change`, { toolId: e }));
    }
    selectModel(e) {
      Cn(this.chat.options.value).some((t) => t.id === e && !t.disabled)
        ? (this.pickedModel.value = e)
        : this.chat.log(`composer.unknown_model`);
    }
    switchTo(e) {
      (this.#e.set(this.chat.threadId, this.text.value),
        (this.text.value = this.#e.get(e) ?? on),
        (this.quote.value = ``));
    }
    adopt(e) {
      let t = e.map((e) => ({
        key: this.#t++,
        name: e.name,
        mimeType: e.mime_type,
        state: `ready`,
        attachment: e,
        ...(e.preview_url ? { previewUrl: e.preview_url } : {}),
      }));
      this.chips.value = t;
    }
    addFiles(e, t) {
      let n = this.chat.options.value;
      if (!Tn(n)) return;
      let r = n.composer?.attachments?.maxCount ?? U.attachments.maxCount;
      for (let i of e)
        this.chips.value.length >= r
          ? t(`tooMany`, i.name)
          : i.size > Dn(n, i.type)
            ? t(`tooLarge`, i.name)
            : An(i, n.composer?.attachments?.accept)
              ? this.#i(this.#r(i))
              : t(`wrongType`, i.name);
    }
    retryUpload(e) {
      let t = this.chips.value.find((t) => t.key === e);
      t?.file && this.#i(t);
    }
    removeChip(e) {
      let t = this.chips.value.find((t) => t.key === e);
      t &&
        (t.abort?.abort(),
        t.previewUrl?.startsWith(`blob:`) && URL.revokeObjectURL(t.previewUrl),
        (this.chips.value = this.chips.value.filter((t) => t.key !== e)),
        t.state === `ready` &&
          t.attachment &&
          this.chat.api.json(`attachments.delete`, { attachment_id: t.attachment.id }).catch((e) => this.chat.fail(e)));
    }
    suspend() {
      for (let e of this.chips.value) e.abort?.abort();
    }
    #n() {
      for (let e of this.chips.value)
        e.previewUrl?.startsWith(`blob:`) && setTimeout(() => URL.revokeObjectURL(e.previewUrl), 6e4);
      this.chips.value = [];
    }
    #r(e) {
      let t = { key: this.#t++, name: e.name, mimeType: e.type, state: `uploading`, file: e };
      return (
        e.type.startsWith(`image/`) && (t.previewUrl = URL.createObjectURL(e)),
        (this.chips.value = [...this.chips.value, t]),
        t
      );
    }
    async #i(e) {
      let t = new AbortController();
      (this.#o(e.key, { state: `uploading`, abort: t }), this.chat.log(`upload.start`));
      try {
        let n = await this.#a(e.file, t.signal);
        (this.#o(e.key, { state: `ready`, attachment: n }), this.chat.log(`upload.end`));
      } catch (n) {
        if (t.signal.aborted) return;
        (this.#o(e.key, { state: `failed` }),
          this.chat.log(`upload.error`),
          n instanceof fn && n.detail && this.chat.toasts.say(`${e.name}: ${n.detail}`),
          this.chat.fail(n));
      }
    }
    async #a(e, t) {
      let n = this.chat.options.value.api,
        r = n.fetch ?? globalThis.fetch,
        i = () => {
          let t = new FormData();
          return (t.append(`file`, e, e.name), t);
        },
        a = n.uploadStrategy;
      if (a.type === `direct`) {
        let e = await r(a.uploadUrl, { method: `POST`, body: i(), signal: t });
        if (!e.ok) throw new fn(e.status, await e.text());
        return await e.json();
      }
      let o = { name: e.name, size: e.size, mime_type: e.type || `application/octet-stream` },
        s = await this.chat.api.json(`attachments.create`, o, t),
        c = s.upload_descriptor;
      if (!c) return s;
      let l = { ...(c.headers ?? {}) },
        u = c.method === `PUT`,
        d = Object.keys(l).some((e) => e.toLowerCase() === `content-type`);
      u && !d && (l[`Content-Type`] = o.mime_type);
      let f = u ? e : i(),
        p = await r(c.url, { method: c.method, headers: l, body: f, signal: t });
      if (!p.ok) throw new fn(p.status, await p.text());
      return s;
    }
    #o(e, t) {
      this.chips.value = this.chips.value.map((n) => (n.key === e ? { ...n, ...t } : n));
    }
  };
  function kn(e) {
    let t = e.text.trimEnd().length;
    return { text: e.text.slice(0, Math.max(t, e.tags.at(-1)?.end ?? 0)), tags: e.tags };
  }
  function An(e, t) {
    let n = Object.entries(t ?? {});
    if (!n.length) return !0;
    let r = e.name.toLowerCase();
    return n.some(([t, n]) => {
      let i = t.endsWith(`/*`) && e.type.startsWith(t.slice(0, -1));
      return t === `*` || t === `*/*` || i || e.type === t ? !0 : n.some((e) => r.endsWith(e.toLowerCase()));
    });
  }
  var jn = class {
    chat;
    open = B(!1);
    rows = B([]);
    hasMore = B(!1);
    loading = B(!1);
    error = B(null);
    #e = null;
    #t = !1;
    constructor(e) {
      this.chat = e;
    }
    show() {
      if (!xn(this.chat.options.value)) throw new dn(`showHistory`, `history is disabled`);
      this.open.value || ((this.open.value = !0), this.chat.emit(`chatkit.history.open`), this.reload());
    }
    hide() {
      if (!xn(this.chat.options.value)) throw new dn(`hideHistory`, `history is disabled`);
      this.open.value && ((this.open.value = !1), this.chat.emit(`chatkit.history.close`));
    }
    async reload() {
      ((this.#e = null), await this.#n(!0));
    }
    async more() {
      this.hasMore.value && !this.loading.value && (await this.#n(!1));
    }
    note(e) {
      if (!this.#t) return;
      let t = this.rows.value.findIndex((t) => t.id === e.id);
      t < 0
        ? (this.rows.value = [e, ...this.rows.value])
        : (this.rows.value = this.rows.value.map((n, r) => (r === t ? { ...n, ...e } : n)));
    }
    async rename(e, t) {
      let n = this.rows.value;
      (this.note({ id: e, title: t }), this.chat.setTitle(e, t));
      try {
        await this.chat.api.json(`threads.update`, { thread_id: e, title: t });
      } catch (t) {
        this.rows.value = n;
        let r = n.find((t) => t.id === e)?.title;
        (r && this.chat.setTitle(e, r), this.chat.toasts.say(this.chat.fail(t).message));
      }
    }
    async remove(e) {
      let t = this.rows.value;
      this.rows.value = t.filter((t) => t.id !== e);
      try {
        await this.chat.api.json(`threads.delete`, { thread_id: e });
      } catch (e) {
        ((this.rows.value = t), this.chat.toasts.say(this.chat.fail(e).message));
        return;
      }
      this.chat.threadId === e && (await this.chat.open(null));
    }
    forget() {
      ((this.rows.value = []), (this.#e = null), (this.#t = !1), (this.open.value = !1));
    }
    async #n(e) {
      if (!this.loading.value) {
        ((this.loading.value = !0), (this.error.value = null));
        try {
          let t = await this.chat.api.json(`threads.list`, {
              limit: U.historyPage,
              order: `desc`,
              ...(!e && this.#e ? { after: this.#e } : {}),
            }),
            n = e ? t.data : [...this.rows.value, ...t.data];
          ((this.rows.value = [...new Map(n.map((e) => [e.id, e])).values()]),
            (this.#e = t.after ?? null),
            (this.hasMore.value = t.has_more && !!t.after),
            (this.#t = !0));
        } catch (e) {
          this.error.value = this.chat.fail(e).message;
        } finally {
          this.loading.value = !1;
        }
      }
    }
  };
  async function Mn(e, t, n = 1, r) {
    let i = await e.json(`threads.get_by_id`, { thread_id: t }, r);
    if (!i.items?.has_more) return { thread: i, items: i.items?.data ?? [], hasOlder: !1, cursor: null };
    let a = [],
      o = null,
      s = !0;
    for (; s && a.length < n;) {
      let n = await Nn(e, t, o, r);
      ((a = [...n.items, ...a]), (s = n.hasOlder), (o = n.cursor));
    }
    return { thread: i, items: a, hasOlder: s, cursor: o };
  }
  async function Nn(e, t, n, r) {
    let i = { thread_id: t, limit: U.itemsPage, order: `desc`, ...(n ? { after: n } : {}) },
      a = await e.json(`items.list`, i, r),
      o = a.after ?? null;
    return { items: [...a.data].reverse(), hasOlder: a.has_more && o !== null && a.data.length > 0, cursor: o };
  }
  var Pn = class {
    chat;
    of = B({});
    constructor(e) {
      this.chat = e;
    }
    async rate(e, t, n) {
      let r = this.of.value[t];
      if (r === n) this.#e(t, void 0);
      else {
        this.#e(t, n);
        try {
          await this.chat.api.json(`items.feedback`, { thread_id: this.chat.threadId, item_ids: e, kind: n });
        } catch (e) {
          (this.#e(t, r), this.chat.toasts.say(this.chat.fail(e).message));
        }
      }
    }
    forget() {
      this.of.value = {};
    }
    #e(e, t) {
      let { [e]: n, ...r } = this.of.value;
      this.of.value = t ? { ...r, [e]: t } : r;
    }
  };
  function Fn(e, t, n) {
    let { item: r } = e;
    if (t.type.startsWith(`assistant_message.`) && r.type === `assistant_message`) {
      let i = In(r, t, n);
      return i ? { ...e, item: { ...r, content: i } } : e;
    }
    if (t.type.startsWith(`widget.`) && r.type === `widget`) {
      let i = Rn(r.widget, t);
      return (i || Vn(n, `stream.unknown_component`, t.type), i ? { ...e, item: { ...r, widget: i } } : e);
    }
    if (t.type.startsWith(`workflow.`) && r.type === `workflow`) return { ...e, item: Bn(r, t) };
    if (t.type === `generated_image.updated` && r.type === `generated_image`) {
      let n = typeof t.progress == `number` ? { progress: t.progress } : {};
      return { ...e, ...n, item: { ...r, image: t.image } };
    }
    return (Vn(n, `stream.unknown_update`, t.type), e);
  }
  function In(e, t, n) {
    let r = Number(t.content_index ?? 0);
    if (!Number.isInteger(r) || r < 0 || r > 1e3) return null;
    let i = e.content.slice();
    for (; i.length <= r;) i.push({ type: `output_text`, text: ``, annotations: [] });
    let a = i[r];
    switch (t.type.slice(31)) {
      case `added`:
        return ((i[r] = Ln(t.content)), i);
      case `text_delta`:
        return ((i[r] = { ...a, text: a.text + H(t.delta) }), i);
      case `annotation_added`: {
        let e = (a.annotations ?? []).slice(),
          n = Number(t.annotation_index),
          o = Number.isInteger(n) && n >= 0 && n <= e.length ? n : e.length;
        return (e.splice(o, 0, t.annotation), (i[r] = { ...a, annotations: e }), i);
      }
      case `done`: {
        let e = Ln(t.content);
        return ((i[r] = e.annotations.length ? e : { ...e, annotations: a.annotations ?? [] }), i);
      }
      default:
        return (Vn(n, `stream.unknown_update`, t.type), null);
    }
  }
  function Ln(e) {
    let t = e ?? {};
    return { type: `output_text`, text: t.text ?? ``, annotations: t.annotations ?? [] };
  }
  function Rn(e, t) {
    let n = H(t.component_id);
    switch (t.type) {
      case `widget.root.updated`:
        return t.widget;
      case `widget.component.updated`:
        return zn(e, n, () => t.component);
      case `widget.streaming_text.value_delta`:
        return zn(e, n, (e) => ({ ...e, value: H(e.value) + H(t.delta), streaming: t.done !== !0 }));
      default:
        return null;
    }
  }
  function zn(e, t, n) {
    if (!e || typeof e != `object`) return null;
    if (e.id === t) return n(e);
    let { children: r } = e;
    if (Array.isArray(r)) {
      for (let i = 0; i < r.length; i++) {
        let a = zn(r[i], t, n);
        if (a) return { ...e, children: r.map((e, t) => (t === i ? a : e)) };
      }
      return null;
    }
    let i = r ? zn(r, t, n) : null;
    return i ? { ...e, children: i } : null;
  }
  function Bn(e, t) {
    let n = (e.workflow.tasks ?? []).slice(),
      r = Number(t.task_index),
      i = t.task;
    return (
      t.type === `workflow.task.added`
        ? r < n.length
          ? n.splice(r, 0, i)
          : n.push(i)
        : t.type === `workflow.task.updated` && r >= 0 && r <= n.length && (n[r] = i),
      { ...e, workflow: { ...e.workflow, tasks: n } }
    );
  }
  function Vn(e, t, n) {
    e.effects.push({ type: `log`, name: t, data: { type: n } });
  }
  var Hn = new Set([`threads.get_by_id`, `threads.list`, `items.list`]),
    Un = new Set([`hidden_context_item`, `sdk_hidden_context`]);
  function Wn(e, t, n) {
    switch (t.type) {
      case `thread.created`:
        return $n(e, Qn(t.thread), n);
      case `thread.updated`:
        return er(e, Qn(t.thread), n);
      case `thread.item.added`:
        return tr(e, t.item);
      case `thread.item.updated`:
        return nr(e, t, n);
      case `thread.item.done`:
        return rr(e, t.item, n);
      case `thread.item.removed`:
        return ir(e, String(t.item_id));
      case `thread.item.replaced`:
        return ar(e, t.item);
      case `stream_options`:
        return { ...e, allowCancel: !!t.stream_options?.allow_cancel };
      case `progress_update`:
        return { ...e, progress: cr(t) };
      case `client_effect`:
        return (n.effects.push({ type: `client_effect`, name: String(t.name), data: t.data ?? {} }), e);
      case `error`:
        return or(e, t, n);
      case `notice`:
        return sr(e, t);
      default:
        return (n.effects.push({ type: `log`, name: `stream.unknown_event`, data: { type: t.type } }), e);
    }
  }
  function Gn(e) {
    return { ...e, phase: `responding`, error: null, progress: null, allowCancel: !1 };
  }
  function Kn(e, t = `idle`) {
    let n = e.items.filter((e) => !(e.pending && hr(e.item))).map((e) => (e.pending ? { ...e, pending: !1 } : e));
    return { ...e, items: n, phase: t, progress: null, allowCancel: !1 };
  }
  function qn(e, t) {
    let n = { key: `k${e.seq}`, item: t, pending: !1, local: `sending` };
    return { ...e, items: [...e.items, n], seq: e.seq + 1, notices: [], error: null };
  }
  function Jn(e, t, n) {
    return { ...e, items: e.items.map((e) => (e.key === t ? { ...e, local: n } : e)) };
  }
  function Yn(e, t) {
    let n = e.seq,
      r = t.filter((e) => !Un.has(e.type)).map((e) => ({ key: `k${n++}`, item: e, pending: !1, stored: !0 }));
    return { ...e, items: [...r, ...e.items], seq: n };
  }
  function Xn(e, t) {
    let n = new Map();
    for (let t of e.items) t.local || n.set(t.item.id, t);
    let r = e.seq,
      i = t
        .filter((e) => !Un.has(e.type))
        .map((e) => {
          let t = n.get(e.id);
          return t && !t.pending && JSON.stringify(t.item) === JSON.stringify(e)
            ? t
            : { key: t?.key ?? `k${r++}`, item: e, pending: !1, stored: !0 };
        }),
      a = new Set(t.map((e) => e.id)),
      o = e.items.filter((e) => (e.pending || e.local) && !a.has(e.item.id));
    return { ...e, items: [...i, ...o], seq: r };
  }
  function Zn(e, t) {
    let n = pr(e.items, (e) => e.item.id === t);
    return n < 0 ? e : { ...e, items: e.items.slice(0, n + 1) };
  }
  function Qn(e) {
    let { id: t, title: n, created_at: r, status: i, allowed_image_domains: a, metadata: o } = e;
    return {
      id: t,
      ...(n == null ? {} : { title: n }),
      ...(r ? { created_at: r } : {}),
      ...(i ? { status: i } : {}),
      ...(a == null ? {} : { allowed_image_domains: a }),
      ...(o ? { metadata: o } : {}),
    };
  }
  function $n(e, t, n) {
    return (
      n.effects.push({ type: `thread.change`, threadId: t.id }, { type: `thread.meta`, thread: t }),
      { ...e, thread: t }
    );
  }
  function er(e, t, n) {
    return (
      n.effects.push({ type: `thread.meta`, thread: t }),
      e.thread && e.thread.id !== t.id ? e : { ...e, thread: { ...e.thread, ...t } }
    );
  }
  function tr(e, t) {
    if (Un.has(t.type)) return e;
    let n = mr(t) ? { ...e, progress: null } : e,
      r = pr(n.items, (e) => e.pending && e.item.id === t.id);
    if (r >= 0) return ur(n, r, { ...n.items[r], item: t });
    let i = pr(n.items, (e) => e.stored === !0 && e.item.id === t.id);
    return i >= 0 ? ur(n, i, { key: n.items[i].key, item: t, pending: !0 }) : lr(n, t, !0);
  }
  function nr(e, t, n) {
    let r = String(t.item_id),
      i = t.update,
      a = e,
      o = dr(a.items, r);
    if (o < 0) {
      if (!i?.type?.startsWith(`assistant_message.`))
        return (n.effects.push({ type: `log`, name: `stream.unknown_item`, data: { type: i?.type } }), e);
      ((a = lr(e, { id: r, type: `assistant_message`, content: [] }, !0)), (o = a.items.length - 1));
    }
    let s = a.items[o],
      c = Fn(s, i, n);
    return c === s ? a : ur(i.type.startsWith(`workflow.`) ? a : { ...a, progress: null }, o, c);
  }
  function rr(e, t, n) {
    if (Un.has(t.type)) return e;
    if (
      (t.type === `client_tool_call` && t.status === `pending` && n.effects.push({ type: `client_tool`, item: t }),
      t.type === `user_message`)
    ) {
      n.effects.push({ type: `user_message.accepted`, item: t });
      let r = e.items.findIndex((e) => e.local === `sending`);
      if (r >= 0) return ur(e, r, { key: e.items[r].key, item: t, pending: !1 });
    }
    let r = mr(t) ? { ...e, progress: null } : e,
      i = pr(r.items, (e) => e.pending && e.item.id === t.id),
      a = i >= 0 ? i : fr(r.items, t.id);
    return a < 0 ? lr(r, t, !1) : ur(r, a, { key: r.items[a].key, item: t, pending: !1 });
  }
  function ir(e, t) {
    let n = pr(e.items, (e) => e.item.id === t);
    return n < 0 ? e : { ...e, items: e.items.filter((e, t) => t !== n) };
  }
  function ar(e, t) {
    if (Un.has(t.type)) return e;
    let n = dr(e.items, t.id);
    return n < 0 ? lr(e, t, !1) : ur(e, n, { key: e.items[n].key, item: t, pending: !1 });
  }
  function or(e, t, n) {
    let r = typeof t.code == `string` ? t.code : `custom`,
      i = typeof t.message == `string` ? t.message : void 0;
    return (
      n.effects.push({ type: `error`, code: r, ...(i ? { message: i } : {}) }),
      { ...e, error: { code: r, ...(i ? { message: i } : {}), allowRetry: t.allow_retry === !0 } }
    );
  }
  function sr(e, t) {
    let n = t.level === `warning` || t.level === `danger` ? t.level : `info`,
      r = { key: `n${e.seq}`, level: n, message: H(t.message), ...(t.title ? { title: H(t.title) } : {}) };
    return { ...e, notices: [...e.notices, r], seq: e.seq + 1 };
  }
  function cr(e) {
    return { text: H(e.text), ...(typeof e.icon == `string` ? { icon: e.icon } : {}) };
  }
  function lr(e, t, n) {
    let r = { key: `k${e.seq}`, item: t, pending: n };
    return { ...e, items: [...e.items, r], seq: e.seq + 1 };
  }
  function ur(e, t, n) {
    let r = e.items.slice();
    return ((r[t] = n), { ...e, items: r });
  }
  function dr(e, t) {
    let n = pr(e, (e) => e.pending && e.item.id === t);
    return n >= 0 ? n : pr(e, (e) => e.item.id === t);
  }
  function fr(e, t) {
    for (let n = e.length - 1; n >= 0; n--) {
      if (e[n].item.id === t) return n;
      if (e[n].item.type === `user_message`) break;
    }
    return pr(e, (e) => e.stored === !0 && e.item.id === t);
  }
  function pr(e, t) {
    for (let n = e.length - 1; n >= 0; n--) if (t(e[n])) return n;
    return -1;
  }
  function mr(e) {
    return e.type === `assistant_message` || e.type === `widget` || e.type === `generated_image`;
  }
  function hr(e) {
    return e.type === `assistant_message` && !e.content.some((e) => e.text);
  }
  var gr = {
      thread: null,
      items: [],
      hasOlder: !1,
      olderCursor: null,
      progress: null,
      notices: [],
      error: null,
      allowCancel: !1,
      phase: `idle`,
      seq: 0,
    },
    _r = class {
      chat;
      slip = vt(() => Qt(this.chat.state.value.items));
      #e = B(new Map());
      #t = [];
      #n = !1;
      #r = 0;
      constructor(e) {
        ((this.chat = e),
          Ct(() => {
            this.chat.state.value.phase === `idle` && queueMicrotask(() => void this.#i());
          }));
      }
      taken(e) {
        let t = this.slip.value?.slip;
        return this.#e.value.get(e) ?? (t?.state === `open` && t.legs.has(e));
      }
      tap(e, t) {
        let n = !this.taken(e),
          r = this.#t.findLast((t) => t.key === e);
        return (
          r && r.take !== n
            ? ((this.#t = this.#t.filter((e) => e !== r)), this.#o(e))
            : (this.#t.push({ key: e, take: n, add: t }), (this.#e.value = new Map(this.#e.value).set(e, n))),
          this.#i(),
          n
        );
      }
      forget() {
        (this.#r++, (this.#t = []), (this.#e.value = new Map()));
      }
      async #i() {
        if (!this.#n) {
          this.#n = !0;
          try {
            for (; this.#t.length && !this.chat.busy;) {
              let e = this.#t.shift(),
                t = this.#r;
              try {
                await this.#a(e);
              } catch (e) {
                this.chat.log(`tap.failed`, { name: e instanceof Error ? e.name : `` });
              }
              t === this.#r && this.#o(e.key);
            }
          } finally {
            this.#n = !1;
          }
        }
      }
      async #a(e) {
        if (e.take) {
          await this.chat.action(e.add.action, e.add.itemId || void 0, !0);
          return;
        }
        let t = Qt(this.chat.now.items),
          n = t?.slip.legs.get(e.key);
        t && n && (await this.chat.action(n, t.itemId, !0));
      }
      #o(e) {
        let t = new Map(this.#e.value),
          n = this.#t.findLast((t) => t.key === e);
        (n ? t.set(e, n.take) : t.delete(e), (this.#e.value = t));
      }
    },
    vr = class {
      shown = B([]);
      #e = 0;
      say(e, t = `danger`) {
        let n = this.#e++;
        ((this.shown.value = [...this.shown.value.slice(-2), { key: n, text: e, tone: t }]),
          setTimeout(() => this.dismiss(n), U.toastMs));
      }
      dismiss(e) {
        this.shown.value = this.shown.value.filter((t) => t.key !== e);
      }
    },
    yr = class extends Error {
      constructor(e, t) {
        (super(e),
          (this.name = `ParseError`),
          (this.type = t.type),
          (this.field = t.field),
          (this.value = t.value),
          (this.line = t.line));
      }
    },
    br = 10,
    xr = 13,
    Sr = 32;
  function Cr(e) {}
  function wr(e) {
    if (typeof e == `function`)
      throw TypeError(
        "`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?",
      );
    let { onEvent: t = Cr, onError: n = Cr, onRetry: r = Cr, onComment: i, maxBufferSize: a } = e,
      o = [],
      s = 0,
      c = !0,
      l,
      u = ``,
      d = 0,
      f,
      p = !1;
    function m(e) {
      if (p)
        throw Error(
          "Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.",
        );
      if (
        (c &&
          ((c = !1), e.charCodeAt(0) === 239 && e.charCodeAt(1) === 187 && e.charCodeAt(2) === 191 && (e = e.slice(3))),
        o.length === 0)
      ) {
        let t = g(e);
        (t !== `` && (o.push(t), (s = t.length)), h());
        return;
      }
      if (
        e.indexOf(`
`) === -1 &&
        e.indexOf(`\r`) === -1
      ) {
        (o.push(e), (s += e.length), h());
        return;
      }
      o.push(e);
      let t = o.join(``);
      ((o.length = 0), (s = 0));
      let n = g(t);
      (n !== `` && (o.push(n), (s = n.length)), h());
    }
    function h() {
      a !== void 0 &&
        (s + u.length <= a ||
          ((p = !0),
          (o.length = 0),
          (s = 0),
          (l = void 0),
          (u = ``),
          (d = 0),
          (f = void 0),
          n(
            new yr(`Buffered data exceeded max buffer size of ${a} characters`, { type: `max-buffer-size-exceeded` }),
          )));
    }
    function g(e) {
      let n = 0;
      if (e.indexOf(`\r`) === -1) {
        let r = e.indexOf(
          `
`,
          n,
        );
        for (; r !== -1;) {
          if (n === r) {
            (d > 0 && t({ id: l, event: f, data: u }),
              (l = void 0),
              (u = ``),
              (d = 0),
              (f = void 0),
              (n = r + 1),
              (r = e.indexOf(
                `
`,
                n,
              )));
            continue;
          }
          let i = e.charCodeAt(n);
          if (Tr(e, n, i)) {
            let i = e.charCodeAt(n + 5) === Sr ? n + 6 : n + 5,
              a = e.slice(i, r);
            if (d === 0 && e.charCodeAt(r + 1) === br) {
              (t({ id: l, event: f, data: a }),
                (l = void 0),
                (u = ``),
                (f = void 0),
                (n = r + 2),
                (r = e.indexOf(
                  `
`,
                  n,
                )));
              continue;
            }
            ((u =
              d === 0
                ? a
                : `${u}
${a}`),
              d++);
          } else Er(e, n, i) ? (f = e.slice(e.charCodeAt(n + 6) === Sr ? n + 7 : n + 6, r) || void 0) : _(e, n, r);
          ((n = r + 1),
            (r = e.indexOf(
              `
`,
              n,
            )));
        }
        return e.slice(n);
      }
      for (; n < e.length;) {
        let t = e.indexOf(`\r`, n),
          r = e.indexOf(
            `
`,
            n,
          ),
          i = -1;
        if (
          (t !== -1 && r !== -1
            ? (i = t < r ? t : r)
            : t === -1
              ? r !== -1 && (i = r)
              : (i = t === e.length - 1 ? -1 : t),
          i === -1)
        )
          break;
        (_(e, n, i), (n = i + 1), e.charCodeAt(n - 1) === xr && e.charCodeAt(n) === br && n++);
      }
      return e.slice(n);
    }
    function _(e, t, n) {
      if (t === n) {
        y();
        return;
      }
      let r = e.charCodeAt(t);
      if (Tr(e, t, r)) {
        let r = e.charCodeAt(t + 5) === Sr ? t + 6 : t + 5,
          i = e.slice(r, n);
        ((u =
          d === 0
            ? i
            : `${u}
${i}`),
          d++);
        return;
      }
      if (Er(e, t, r)) {
        f = e.slice(e.charCodeAt(t + 6) === Sr ? t + 7 : t + 6, n) || void 0;
        return;
      }
      if (r === 105 && e.charCodeAt(t + 1) === 100 && e.charCodeAt(t + 2) === 58) {
        let r = e.slice(e.charCodeAt(t + 3) === Sr ? t + 4 : t + 3, n);
        r.includes(`\0`) || (l = r);
        return;
      }
      if (r === 58) {
        if (i) {
          let r = e.slice(t, n);
          i(r.slice(e.charCodeAt(t + 1) === Sr ? 2 : 1));
        }
        return;
      }
      let a = e.slice(t, n),
        o = a.indexOf(`:`);
      if (o === -1) {
        v(a, ``, a);
        return;
      }
      let s = a.slice(0, o),
        c = a.charCodeAt(o + 1) === Sr ? 2 : 1;
      v(s, a.slice(o + c), a);
    }
    function v(e, t, i) {
      switch (e) {
        case `event`:
          f = t || void 0;
          break;
        case `data`:
          ((u =
            d === 0
              ? t
              : `${u}
${t}`),
            d++);
          break;
        case `id`:
          t.includes(`\0`) || (l = t);
          break;
        case `retry`:
          /^\d+$/.test(t)
            ? r(parseInt(t, 10))
            : n(new yr(`Invalid \`retry\` value: "${t}"`, { type: `invalid-retry`, value: t, line: i }));
          break;
        default:
          n(
            new yr(`Unknown field "${e.length > 20 ? `${e.slice(0, 20)}\u2026` : e}"`, {
              type: `unknown-field`,
              field: e,
              value: t,
              line: i,
            }),
          );
      }
    }
    function y() {
      (d > 0 && t({ id: l, event: f, data: u }), (l = void 0), (u = ``), (d = 0), (f = void 0));
    }
    function b(e = {}) {
      if (e.consume && o.length > 0) {
        let e = o.join(``);
        _(e, 0, e.length);
      }
      ((c = !0), (l = void 0), (u = ``), (d = 0), (f = void 0), (o.length = 0), (s = 0), (p = !1));
    }
    return { feed: m, reset: b };
  }
  function Tr(e, t, n) {
    return (
      n === 100 &&
      e.charCodeAt(t + 1) === 97 &&
      e.charCodeAt(t + 2) === 116 &&
      e.charCodeAt(t + 3) === 97 &&
      e.charCodeAt(t + 4) === 58
    );
  }
  function Er(e, t, n) {
    return (
      n === 101 &&
      e.charCodeAt(t + 1) === 118 &&
      e.charCodeAt(t + 2) === 101 &&
      e.charCodeAt(t + 3) === 110 &&
      e.charCodeAt(t + 4) === 116 &&
      e.charCodeAt(t + 5) === 58
    );
  }
  var Dr = class {
      onBadData;
      #e = new TextDecoder(`utf-8`);
      #t;
      #n = [];
      constructor(e) {
        ((this.onBadData = e),
          (this.#t = wr({ onEvent: (e) => this.#r(e.data), onError: () => this.onBadData(`malformed field`) })));
      }
      push(e) {
        return (this.#t.feed(this.#e.decode(e, { stream: !0 })), this.#i());
      }
      end() {
        return (this.#t.feed(`${this.#e.decode()}\n\n`), this.#i());
      }
      #r(e) {
        let t;
        try {
          t = JSON.parse(e);
        } catch {
          this.onBadData(`invalid JSON`);
          return;
        }
        t && typeof t == `object` && typeof t.type == `string` ? this.#n.push(t) : this.onBadData(`not an event`);
      }
      #i() {
        let e = this.#n;
        return ((this.#n = []), e);
      }
    },
    Or = class {
      config;
      locale;
      log;
      constructor(e, t, n) {
        ((this.config = e), (this.locale = t), (this.log = n));
      }
      async json(e, t, n) {
        let r = Hn.has(e) ? U.readRetries + 1 : 1;
        for (let i = 1; ; i++)
          try {
            return await this.#e(e, t, n);
          } catch (e) {
            if (i >= r || n?.aborted || !Mr(e)) throw e;
            await Pr(Nr(i, e), n);
          }
      }
      async *stream(e, t, n) {
        let r = await this.#t(e, t, n, !0),
          i = (r.headers.get(`content-type`) ?? ``).split(`;`)[0]?.trim().toLowerCase();
        if (i !== `text/event-stream` || !r.body)
          throw new pn(`Expected an event stream, got ${i || `no content type`}`);
        let a = new Dr((e) => this.log(`stream.bad_data`, { reason: e })),
          o = 0;
        for await (let e of kr(r.body, n)) for (let t of a.push(e)) (o++, yield t);
        for (let e of a.end()) (o++, yield e);
        if (o === 0) throw new pn(`The response ended before it began`);
      }
      async #e(e, t, n) {
        let r = new AbortController(),
          i = setTimeout(
            () => r.abort(new DOMException(`The server did not answer in time`, `TimeoutError`)),
            U.jsonTimeoutMs,
          ),
          a = () => r.abort(n?.reason);
        (n?.addEventListener(`abort`, a, { once: !0 }), n?.aborted && a());
        try {
          return await (await this.#t(e, t, r.signal, !1)).json();
        } finally {
          (clearTimeout(i), n?.removeEventListener(`abort`, a));
        }
      }
      async #t(e, t, n, r) {
        let { url: i, fetch: a } = this.config(),
          o = a ?? globalThis.fetch,
          s = {
            "Content-Type": `application/json`,
            "Accept-Language": this.locale(),
            ...(r ? { Accept: `text/event-stream` } : {}),
          },
          c = performance.now(),
          l = () => Math.round(performance.now() - c);
        this.log(`request.start`, { op: e });
        let u;
        try {
          let r = o(i, { method: `POST`, headers: s, body: JSON.stringify({ type: e, params: t }), signal: n });
          u = await Ar(Promise.resolve(r), n);
        } catch (t) {
          throw (this.log(`request.error`, { op: e, ms: l() }), t);
        }
        if ((this.log(u.ok ? `request.end` : `request.error`, { op: e, status: u.status, ms: l() }), u.ok)) return u;
        let d = (await u.text().catch(() => ``)).slice(0, U.errorBodyChars),
          f = Number(u.headers.get(`retry-after`));
        throw new fn(u.status, d, Number.isFinite(f) && f > 0 ? f : void 0);
      }
    };
  async function* kr(e, t) {
    let n = e.getReader();
    try {
      for (;;) {
        let { done: e, value: r } = await Ar(n.read(), t);
        if (e) return;
        r && (yield r);
      }
    } finally {
      n.cancel().catch(() => void 0);
    }
  }
  function Ar(e, t) {
    return new Promise((n, r) => {
      let i = () => r(jr(t));
      (t.aborted ? i() : t.addEventListener(`abort`, i, { once: !0 }),
        e.then(n, r).finally(() => t.removeEventListener(`abort`, i)));
    });
  }
  function jr(e) {
    let t = e.reason;
    return t instanceof Error ? t : new DOMException(`Aborted`, `AbortError`);
  }
  function Mr(e) {
    return e instanceof fn
      ? e.status === 429 || e.status >= 500
      : e instanceof TypeError || (e instanceof DOMException && e.name === `TimeoutError`);
  }
  function Nr(e, t) {
    let n = t instanceof fn ? (t.retryAfterS ?? 0) * 1e3 : 0,
      r = Math.min(U.retryFirstDelayMs * 2 ** (e - 1), U.retryMaxDelayMs);
    return Math.max(Math.min(n, U.retryMaxDelayMs), r * (0.5 + Math.random() / 2));
  }
  function Pr(e, t) {
    return new Promise((n, r) => {
      let i = setTimeout(n, e);
      t?.addEventListener(
        `abort`,
        () => {
          (clearTimeout(i), r(jr(t)));
        },
        { once: !0 },
      );
    });
  }
  var Fr = class {
    emit;
    state = B(gr);
    phase = vt(() => this.state.value.phase);
    imageDomains = vt(() => this.state.value.thread?.allowed_image_domains);
    options = B(null);
    toasts = new vr();
    loadError = B(null);
    silent = B(!1);
    visible = B(!1);
    locale = B(`en`);
    begun = B(null);
    announced = B(null);
    scrollTo = B(null);
    api;
    history;
    composer;
    ratings;
    taps;
    #e = gr;
    #t = 0;
    #n = null;
    #r = 0;
    #i = null;
    #a = null;
    #o = null;
    #s = new Map();
    #c;
    constructor(e) {
      ((this.emit = e),
        (this.api = new Or(
          () => ({ url: this.options.value.api.url, fetch: this.options.value.api.fetch }),
          () => this.locale.value,
          (e, t) => this.log(e, t),
        )),
        (this.history = new jn(this)),
        (this.composer = new On(this)),
        (this.ratings = new Pn(this)),
        (this.taps = new _r(this)));
    }
    get now() {
      return this.#e;
    }
    get busy() {
      return this.#e.phase !== `idle`;
    }
    get threadId() {
      return this.#e.thread?.id ?? null;
    }
    get blocked() {
      let e = this.#e.thread?.status?.type;
      return e === `locked` || e === `closed` ? e : null;
    }
    log(e, t) {
      this.emit(`chatkit.log`, { name: e, ...(t ? { data: t } : {}) });
    }
    fail(e) {
      let t = hn(e);
      return (this.emit(`chatkit.error`, { error: t }), t);
    }
    announce(e) {
      this.announced.value = { text: e };
    }
    dismissNotice(e) {
      this.#x({ ...this.#e, notices: this.#e.notices.filter((t) => t.key !== e) });
    }
    send(e, t, n = !1) {
      n && this.#v(null);
      let r = {
        id: `local-${Date.now()}-${this.#e.seq}`,
        type: `user_message`,
        content: e.content,
        attachments: t,
        quoted_text: e.quoted_text ?? null,
        inference_options: e.inference_options,
      };
      this.#x(qn(this.#e, r));
      let i = this.#e.items.at(-1).key;
      ((this.begun.value = i), (this.scrollTo.value = { kind: `turn`, key: i }));
      let a = this.threadId
        ? { type: `threads.add_user_message`, params: { thread_id: this.threadId, input: e }, localKey: i }
        : { type: `threads.create`, params: { input: e }, localKey: i };
      return (
        this.#s.set(i, a),
        new Promise((e, t) => {
          ((a.onAccepted = e), this.#u(a).then(e, t));
        })
      );
    }
    async resend(e) {
      let t = this.#s.get(e);
      if (!t || this.busy) return;
      this.#x(Jn(this.#e, e, `sending`));
      let n =
        this.threadId && t.type === `threads.create`
          ? { ...t, type: `threads.add_user_message`, params: { thread_id: this.threadId, input: t.params.input } }
          : t;
      (this.#s.set(e, n), await this.#u(n).catch(() => void 0));
    }
    editFailed(e) {
      let t = this.#e.items.find((t) => t.key === e);
      t &&
        t.item.type === `user_message` &&
        (this.#x({ ...this.#e, items: this.#e.items.filter((e) => e !== t), error: null }),
        (this.composer.text.value = un(t.item.content)),
        (this.composer.quote.value = t.item.quoted_text ?? ``),
        this.composer.adopt(t.item.attachments),
        this.composer.focus());
    }
    async retry() {
      if (this.busy) return;
      let e = this.#a;
      if (e?.repeatable) {
        await this.#u({ ...e }).catch(() => void 0);
        return;
      }
      let t = [...this.#e.items].reverse().find((e) => e.item.type === `user_message` && !e.local);
      t && (await this.retryAfter(t.item.id));
    }
    async retryAfter(e) {
      !this.busy &&
        this.threadId &&
        (this.#x(Zn(this.#e, e)),
        await this.#u({ type: `threads.retry_after_item`, params: { thread_id: this.threadId, item_id: e } }).catch(
          () => void 0,
        ));
    }
    async submitStructured(e, t) {
      if (this.busy || !this.threadId) return;
      let n = { thread_id: this.threadId, item_id: e, input: t };
      await this.#u({ type: `threads.add_structured_input`, params: n, repeatable: !0 }).catch(() => void 0);
    }
    async action(e, t, n) {
      if (!this.threadId) throw new dn(`sendCustomAction`, `no active thread`);
      let r = { type: e.type, ...(e.payload === void 0 ? {} : { payload: e.payload }) },
        i = { thread_id: this.threadId, ...(t ? { item_id: t } : {}), action: r };
      if (n) {
        if (this.busy) throw new dn(`sendCustomAction`, `already responding`);
        await this.#u({ type: `threads.custom_action`, params: i, repeatable: !0 });
        return;
      }
      let a = this.threadId,
        o = await this.api.json(`threads.sync_custom_action`, i);
      if (o?.updated_item && this.threadId === a) {
        this.#f({ type: `thread.item.replaced`, item: o.updated_item });
        let { say: e } = Xt(o.updated_item.widget ?? { type: `` });
        e && this.announce(e);
      }
    }
    stop() {
      this.#n?.abort(new DOMException(It, `AbortError`));
    }
    suspend() {
      (this.#n?.abort(new DOMException(`Detached`, `AbortError`)), this.#i?.abort(), this.composer.suspend());
    }
    async open(e) {
      (e !== this.threadId || this.loadError.value) &&
        (e === null ? (this.#v(null), this.#y(null)) : await this.load(e));
    }
    async load(e) {
      this.#i?.abort();
      let t = (this.#i = new AbortController());
      (this.#v(e), this.#x({ ...this.#e, phase: `loading` }), this.emit(`chatkit.thread.load.start`, { threadId: e }));
      try {
        let { thread: n, items: r, hasOlder: i, cursor: a } = await Mn(this.api, e, 1, t.signal);
        if (t.signal.aborted) return;
        let o = { ...gr, thread: Qn(n), seq: this.#e.seq };
        (this.#x({ ...Yn(o, r), hasOlder: i, olderCursor: a }), (this.scrollTo.value = { kind: `bottom` }), this.#y(e));
      } catch (n) {
        if (t.signal.aborted) return;
        throw (
          this.#x({ ...this.#e, phase: `idle` }),
          (this.loadError.value = { threadId: e, error: this.fail(n) }),
          n
        );
      } finally {
        this.emit(`chatkit.thread.load.end`, { threadId: e });
      }
    }
    async loadOlder() {
      let { hasOlder: e, olderCursor: t, phase: n } = this.#e,
        r = this.threadId;
      if (!(!e || !r || n === `loading` || this.#l)) {
        this.#l = !0;
        try {
          let e = await Nn(this.api, r, t);
          if (this.threadId !== r) return;
          let n = new Set(this.#e.items.map((e) => e.item.id)),
            i = e.items.filter((e) => !n.has(e.id));
          this.#x({ ...Yn(this.#e, i), hasOlder: e.hasOlder, olderCursor: e.cursor });
        } catch (e) {
          (this.#x({ ...this.#e, hasOlder: !1 }), this.fail(e));
        } finally {
          this.#l = !1;
        }
      }
    }
    #l = !1;
    async refresh() {
      let e = this.threadId;
      if (!e) return;
      let t = this.#e.items.filter((e) => !e.local).length,
        { thread: n, items: r, hasOlder: i, cursor: a } = await Mn(this.api, e, Math.max(t, 1));
      if (this.threadId !== e || this.busy) return;
      let o = Xn({ ...this.#e, thread: Qn(n) }, r);
      this.#x({ ...o, hasOlder: i, olderCursor: a });
    }
    setTitle(e, t) {
      this.threadId === e && this.#x({ ...this.#e, thread: { ...this.#e.thread, title: t } });
    }
    reset() {
      (this.suspend(), this.#v(null), this.history.forget(), (this.#o = null));
    }
    async #u(e) {
      let t = (this.#n = new AbortController()),
        n = this.#r,
        r = () => t.signal.aborted;
      ((this.#a = null), this.#x(Gn(this.#e)), this.emit(`chatkit.response.start`));
      let i = null;
      try {
        for (let n = e; n;) {
          let e = n,
            a = null;
          try {
            ((a = await this.#d(e, t.signal)), this.#e.error && e.repeatable && (this.#a = e));
          } catch (t) {
            r() || (i = this.#g(e, t));
          }
          let o = a && !r() ? await this.#h(a.result, t.signal) : null;
          ((n = null),
            o &&
              !r() &&
              this.threadId &&
              ((n = {
                type: `threads.add_client_tool_output`,
                params: { thread_id: this.threadId, result: o.value },
                repeatable: !0,
              }),
              this.#x({ ...this.#e, phase: `responding` })));
        }
      } finally {
        (clearTimeout(this.#c),
          (this.silent.value = !1),
          this.#n === t && (this.#n = null),
          n === this.#r && (this.#x(Kn(this.#e)), this.#_(e, i, r())),
          this.emit(`chatkit.response.end`));
      }
      if (i)
        throw (
          (i instanceof pn || i instanceof TypeError) &&
            (await this.refresh().catch((e) => this.log(`refresh.failed`, { name: hn(e).name }))),
          i
        );
    }
    async #d(e, t) {
      let n = null;
      this.#b();
      for await (let r of this.api.stream(e.type, e.params, t)) {
        (this.#b(), this.log(`stream.event`, { type: r.type }));
        for (let t of this.#f(r))
          t.type === `client_tool`
            ? ((n = { result: this.#m(t.item) }), n.result.catch(() => void 0))
            : t.type === `user_message.accepted` && e.onAccepted?.();
      }
      return (n && this.#x(Kn(this.#e, `tool`)), n);
    }
    #f(e) {
      let t = { effects: [] };
      this.#x(Wn(this.#e, e, t), !0);
      for (let e of t.effects) this.#p(e);
      return t.effects;
    }
    #p(e) {
      e.type === `thread.change`
        ? this.#y(e.threadId)
        : e.type === `thread.meta`
          ? this.history.note(e.thread)
          : e.type === `client_effect`
            ? this.emit(`chatkit.effect`, { name: e.name, data: e.data })
            : e.type === `error`
              ? this.fail(new mn(e.code, e.message))
              : e.type === `log` && this.log(e.name, e.data);
    }
    async #m(e) {
      let t = this.options.value.onClientTool;
      if (!t) throw Error(`No onClientTool handler for "${e.name}"`);
      return t({ name: e.name, params: e.arguments });
    }
    async #h(e, t) {
      let n = new Promise((e) => t.addEventListener(`abort`, () => e(null))),
        r = e.then((e) => ({ value: e === void 0 ? {} : JSON.parse(JSON.stringify(e)) }));
      return Promise.race([n, r]).catch((e) => ({ value: { error: this.fail(e).message } }));
    }
    #g(e, t) {
      let n = hn(t);
      this.#a = e;
      let r = n instanceof fn ? n.status : 0,
        i = r === 401 || r === 403,
        a = {
          code: n instanceof fn ? `http` : `transport`,
          allowRetry: !i && (r === 0 || r === 429 || r >= 500),
          ...(n instanceof fn && n.detail ? { message: n.detail } : {}),
          ...(i ? { unauthorised: i } : {}),
        };
      return (this.#x({ ...this.#e, error: a }), this.fail(n));
    }
    #_(e, t, n) {
      let r = e.localKey ? this.#e.items.find((t) => t.key === e.localKey) : void 0;
      r?.local
        ? t || n || this.#e.error
          ? this.#x(Jn(this.#e, r.key, `failed`))
          : this.#x({ ...this.#e, items: this.#e.items.map((e) => (e === r ? Ir(e) : e)) })
        : e.localKey && this.#s.delete(e.localKey);
    }
    #v(e) {
      (this.#r++,
        this.composer.switchTo(e),
        (this.begun.value = null),
        (this.loadError.value = null),
        this.ratings.forget(),
        this.taps.forget(),
        (this.#a = null),
        this.#x({ ...gr, seq: this.#e.seq, thread: e ? { id: e } : null }));
    }
    #y(e) {
      e !== this.#o && ((this.#o = e), this.emit(`chatkit.thread.change`, { threadId: e }));
    }
    #b() {
      (clearTimeout(this.#c),
        this.silent.peek() && (this.silent.value = !1),
        (this.#c = setTimeout(() => (this.silent.value = !0), U.stopAfterSilenceMs)));
    }
    #x(e, t = !1) {
      ((this.#e = e),
        !t || document.hidden
          ? (cancelAnimationFrame(this.#t), (this.#t = 0), (this.state.value = e))
          : (this.#t ||= requestAnimationFrame(() => {
              ((this.#t = 0), (this.state.value = this.#e));
            })));
    }
  };
  function Ir(e) {
    let { local: t, ...n } = e;
    return n;
  }
  var Lr = {
      chat: `Chat`,
      newChat: `New chat`,
      greeting: `What can I help with today?`,
      placeholder: `Message the AI`,
      message: `Message`,
      send: `Send message`,
      stop: `Stop`,
      waiting: `Waiting for the server`,
      responding: `Responding`,
      thinking: `Thinking`,
      you: `You said`,
      assistant: `Answer`,
      history: `History`,
      closeHistory: `Close history`,
      noHistory: `No conversations yet`,
      loadMore: `Load more`,
      loading: `Loading`,
      rename: `Rename`,
      delete: `Delete`,
      deleteTitle: `Delete this conversation?`,
      deleteText: `“{title}” and everything in it will be gone for good.`,
      cancel: `Cancel`,
      untitled: `Untitled`,
      moreFor: `Options for {title}`,
      title: `Title`,
      retry: `Try again`,
      edit: `Edit`,
      copy: `Copy`,
      copied: `Copied`,
      copyCode: `Copy code`,
      good: `Good answer`,
      bad: `Bad answer`,
      regenerate: `Answer again`,
      notSent: `Not sent`,
      sending: `Sending`,
      failed: `Something went wrong`,
      failedLoad: `This conversation could not be opened`,
      offline: `The connection was lost`,
      unauthorised: `You are not authorised to do this`,
      hosted: `The hosted API is not available in the self-hosted chat`,
      dismiss: `Dismiss`,
      scrollDown: `Scroll to latest`,
      sources: `Sources`,
      thoughtFor: `Thought for {n} s`,
      working: `Working`,
      reasoning: `Thinking`,
      worked: `Finished`,
      lockedReason: `This conversation is locked`,
      closedReason: `This conversation is closed`,
      attach: `Attach files`,
      removeFile: `Remove {name}`,
      tooMany: `{name}: too many files`,
      tooLarge: `{name}: too large`,
      wrongType: `{name}: this type of file cannot be attached`,
      uploading: `Uploading`,
      uploadFailed: `Upload failed`,
      dropHere: `Drop files here`,
      tools: `Tools`,
      moreActions: `More`,
      model: `Model`,
      clearTool: `Stop using {name}`,
      quote: `Quote`,
      removeQuote: `Remove quote`,
      mention: `Mention`,
      commands: `Commands`,
      noMatches: `Nothing found`,
      dictate: `Dictate`,
      stopDictation: `Use recording`,
      cancelDictation: `Discard recording`,
      micDenied: `The microphone cannot be used`,
      dictationFailed: `The recording could not be transcribed`,
      noWidget: `This cannot be displayed`,
      showMore: `Show {n} more`,
      showDetails: `Show details`,
      select: `Select…`,
      search: `Search`,
      clear: `Clear`,
      pickDate: `Pick a date`,
      previousMonth: `Previous month`,
      nextMonth: `Next month`,
      required: `Please fill this in`,
      invalid: `Please check this`,
      loadImage: `Load image from {host}`,
      image: `Image`,
      openImage: `Open image`,
      close: `Close`,
      chart: `Chart`,
      chartOf: `{kind} of {series}, {n} points from {first} to {last}`,
      noData: `No data`,
      actionFailed: `That did not work`,
      question: `Question {n} of {total}`,
      other: `Other`,
      yourAnswer: `Your answer`,
      back: `Back`,
      next: `Next`,
      submit: `Submit`,
      skip: `Skip`,
      skipAll: `Skip all`,
      skipped: `Skipped`,
      tableScroll: `Table, scrollable`,
      today: `Today`,
      yesterday: `Yesterday`,
      lastWeek: `Previous 7 days`,
      older: `Older`,
      slip: `Slip`,
      open: `Open`,
      onSlip: `On the slip: {name}`,
      offSlip: `Off the slip: {name}`,
      priceName: `{name}, add to slip`,
      inMinutes: `in {n} min`,
      suggestions: `What to ask next`,
      cardCame: `Card: {name}.`,
      numberVerified: `Checked against this source`,
      numberPage: `From a web page`,
      numberDerived: `Worked out from checked numbers`,
      numberAsOf: `As of {time}`,
      numberCard: `On the card: {card}`,
      numberLeftOut: `A number was left out here: no source has it.`,
      numberUnchecked: `no source has this number`,
    },
    Rr = {
      zh: `zh-CN`,
      "zh-hant": `zh-TW`,
      "zh-hans": `zh-CN`,
      es: `es-ES`,
      "es-mx": `es-419`,
      "es-us": `es-419`,
      "es-ar": `es-419`,
      pt: `pt-PT`,
      fr: `fr-FR`,
      de: `de-DE`,
      ar: `ar`,
      sw: `sw-TZ`,
      no: `nb-NO`,
      nb: `nb-NO`,
    },
    zr = [`ar`, `de-DE`, `es-ES`, `fr-FR`],
    Br = new Set([`ar`, `ur`, `he`, `fa`]);
  function Vr(e) {
    let t = e || navigator.language || `en`,
      n = `en`;
    try {
      n = Intl.getCanonicalLocales(t)[0] ?? `en`;
    } catch {
      return { locale: `en`, file: null, dir: `` };
    }
    let r = n.split(`-`)[0].toLowerCase(),
      i = Rr[n.toLowerCase()] ?? Rr[r] ?? n,
      a =
        zr.find((e) => e.toLowerCase() === n.toLowerCase()) ??
        zr.find((e) => e === i) ??
        zr.find((e) => e.split(`-`)[0] === r) ??
        null,
      o = Br.has(r) ? `rtl` : e ? `ltr` : ``;
    return { locale: n, file: r === `en` ? null : a, dir: o };
  }
  function Hr(e) {
    return { ...Lr, ...e };
  }
  function Ur(e, t) {
    return t ? e.replace(/\{(\w+)\}/g, (e, n) => String(t[n] ?? e)) : e;
  }
  function Wr() {
    let e = B(Gr({ locale: `en`, file: null, dir: `` }, Hr({})));
    return Object.assign(e, {
      load: (t, n) => {
        e.value = Gr(t, n);
      },
    });
  }
  function Gr(e, t) {
    return { locale: e.locale, dir: e.dir, t: (e, n) => Ur(t[e], n) };
  }
  var Kr = {
      "alarm-clock": [
        [`circle`, { cx: `12`, cy: `13`, r: `8` }],
        [`path`, { d: `M12 9v4l2 2` }],
        [`path`, { d: `M5 3 2 6` }],
        [`path`, { d: `m22 6-3-3` }],
        [`path`, { d: `M6.38 18.7 4 21` }],
        [`path`, { d: `M17.64 18.67 20 21` }],
      ],
      "arrow-down": [
        [`path`, { d: `M12 5v14` }],
        [`path`, { d: `m19 12-7 7-7-7` }],
      ],
      "arrow-left": [
        [`path`, { d: `m12 19-7-7 7-7` }],
        [`path`, { d: `M19 12H5` }],
      ],
      "arrow-left-from-line": [
        [`path`, { d: `m9 6-6 6 6 6` }],
        [`path`, { d: `M3 12h14` }],
        [`path`, { d: `M21 19V5` }],
      ],
      "arrow-left-to-line": [
        [`path`, { d: `M3 19V5` }],
        [`path`, { d: `m13 6-6 6 6 6` }],
        [`path`, { d: `M7 12h14` }],
      ],
      "arrow-right-from-line": [
        [`path`, { d: `M3 5v14` }],
        [`path`, { d: `M21 12H7` }],
        [`path`, { d: `m15 18 6-6-6-6` }],
      ],
      "arrow-right-to-line": [
        [`path`, { d: `M17 12H3` }],
        [`path`, { d: `m11 18 6-6-6-6` }],
        [`path`, { d: `M21 5v14` }],
      ],
      "arrow-up": [
        [`path`, { d: `m5 12 7-7 7 7` }],
        [`path`, { d: `M12 19V5` }],
      ],
      "at-sign": [
        [`circle`, { cx: `12`, cy: `12`, r: `4` }],
        [`path`, { d: `M16 8v5a3 3 0 0 0 6 0v-1a10 10 0 1 0-4 8` }],
      ],
      atom: [
        [`circle`, { cx: `12`, cy: `12`, r: `1` }],
        [
          `path`,
          {
            d: `M20.2 20.2c2.04-2.03.02-7.36-4.5-11.9-4.54-4.52-9.87-6.54-11.9-4.5-2.04 2.03-.02 7.36 4.5 11.9 4.54 4.52 9.87 6.54 11.9 4.5Z`,
          },
        ],
        [
          `path`,
          {
            d: `M15.7 15.7c4.52-4.54 6.54-9.87 4.5-11.9-2.03-2.04-7.36-.02-11.9 4.5-4.52 4.54-6.54 9.87-4.5 11.9 2.03 2.04 7.36.02 11.9-4.5Z`,
          },
        ],
      ],
      award: [
        [
          `path`,
          {
            d: `m15.477 12.89 1.515 8.526a.5.5 0 0 1-.81.47l-3.58-2.687a1 1 0 0 0-1.197 0l-3.586 2.686a.5.5 0 0 1-.81-.469l1.514-8.526`,
          },
        ],
        [`circle`, { cx: `12`, cy: `8`, r: `6` }],
      ],
      "badge-check": [
        [
          `path`,
          {
            d: `M3.85 8.62a4 4 0 0 1 4.78-4.77 4 4 0 0 1 6.74 0 4 4 0 0 1 4.78 4.78 4 4 0 0 1 0 6.74 4 4 0 0 1-4.77 4.78 4 4 0 0 1-6.75 0 4 4 0 0 1-4.78-4.77 4 4 0 0 1 0-6.76Z`,
          },
        ],
        [`path`, { d: `m16 9-5.5 5.5L8 12` }],
      ],
      book: [[`path`, { d: `M4 19.5v-15A2.5 2.5 0 0 1 6.5 2H19a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H6.5a1 1 0 0 1 0-5H20` }]],
      "book-open": [
        [`path`, { d: `M12 5v16` }],
        [
          `path`,
          {
            d: `M20.001 19A2 2 0 0022 17V5a2 2 0 00-1.999-2L16 3.002A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 001.999 2H8a5 5 0 014 2 5 5 0 014-2z`,
          },
        ],
      ],
      "book-open-check": [
        [`path`, { d: `M12 5v16` }],
        [`path`, { d: `m16 12 2 2 4-4` }],
        [
          `path`,
          {
            d: `M22 6V5a2 2 0 00-1.999-2L16 3.002A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 001.999 2H8a5 5 0 014 2 5 5 0 014-2h4.001A2 2 0 0022 17v-1.344`,
          },
        ],
      ],
      bot: [
        [`path`, { d: `M12 8V4H8` }],
        [`rect`, { width: `16`, height: `12`, x: `4`, y: `8`, rx: `2` }],
        [`path`, { d: `M2 14h2` }],
        [`path`, { d: `M20 14h2` }],
        [`path`, { d: `M15 13v2` }],
        [`path`, { d: `M9 13v2` }],
      ],
      box: [
        [
          `path`,
          {
            d: `M21 8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16Z`,
          },
        ],
        [`path`, { d: `m3.3 7 8.7 5 8.7-5` }],
        [`path`, { d: `M12 22V12` }],
      ],
      brain: [
        [`path`, { d: `M12 18V5` }],
        [`path`, { d: `M15 13a4.17 4.17 0 01-3-4 4.17 4.17 0 01-3 4` }],
        [`path`, { d: `M17.707 6.294A3 3 0 1012 5a3 3 0 10-5.707 1.294` }],
        [`path`, { d: `M17.996 5.125a4 4 0 012.526 5.77` }],
        [`path`, { d: `M18 18a4 4 0 002-7.465` }],
        [`path`, { d: `M19.967 17.482a4 4 0 11-7.967.517 4 4 0 11-7.967-.517` }],
        [`path`, { d: `M6 18a4 4 0 01-2-7.465` }],
        [`path`, { d: `M6.004 5.125a4 4 0 00-2.526 5.77` }],
      ],
      briefcase: [
        [`path`, { d: `M16 20V4a2 2 0 0 0-2-2h-4a2 2 0 0 0-2 2v16` }],
        [`rect`, { width: `20`, height: `14`, x: `2`, y: `6`, rx: `2` }],
      ],
      bug: [
        [`path`, { d: `M12 20v-9` }],
        [`path`, { d: `M14 7a4 4 0 0 1 4 4v3a6 6 0 0 1-12 0v-3a4 4 0 0 1 4-4z` }],
        [`path`, { d: `M14.12 3.88 16 2` }],
        [`path`, { d: `M21 21a4 4 0 0 0-3.81-4` }],
        [`path`, { d: `M21 5a4 4 0 0 1-3.55 3.97` }],
        [`path`, { d: `M22 13h-4` }],
        [`path`, { d: `M3 21a4 4 0 0 1 3.81-4` }],
        [`path`, { d: `M3 5a4 4 0 0 0 3.55 3.97` }],
        [`path`, { d: `M6 13H2` }],
        [`path`, { d: `m8 2 1.88 1.88` }],
        [`path`, { d: `M9 7.13V6a3 3 0 1 1 6 0v1.13` }],
      ],
      calendar: [
        [`path`, { d: `M8 2v3` }],
        [`path`, { d: `M16 2v3` }],
        [`rect`, { x: `3`, y: `3`, width: `18`, height: `18`, rx: `2` }],
        [`path`, { d: `M3 9h18` }],
      ],
      "chart-column": [
        [`path`, { d: `M3 3v16a2 2 0 0 0 2 2h16` }],
        [`path`, { d: `M18 17V9` }],
        [`path`, { d: `M13 17V5` }],
        [`path`, { d: `M8 17v-3` }],
      ],
      "chart-no-axes-column": [
        [`path`, { d: `M5 21v-6` }],
        [`path`, { d: `M12 21V3` }],
        [`path`, { d: `M19 21V9` }],
      ],
      check: [[`path`, { d: `M20 6 9 17l-5-5` }]],
      "chevron-down": [[`path`, { d: `m6 9 6 6 6-6` }]],
      "chevron-left": [[`path`, { d: `m15 18-6-6 6-6` }]],
      "chevron-right": [[`path`, { d: `m9 18 6-6-6-6` }]],
      "chevron-up": [[`path`, { d: `m18 15-6-6-6 6` }]],
      "chevrons-left": [
        [`path`, { d: `m11 17-5-5 5-5` }],
        [`path`, { d: `m18 17-5-5 5-5` }],
      ],
      "chevrons-right": [
        [`path`, { d: `m6 17 5-5-5-5` }],
        [`path`, { d: `m13 17 5-5-5-5` }],
      ],
      circle: [[`circle`, { cx: `12`, cy: `12`, r: `10` }]],
      "circle-alert": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`line`, { x1: `12`, x2: `12`, y1: `8`, y2: `12` }],
        [`line`, { x1: `12`, x2: `12.01`, y1: `16`, y2: `16` }],
      ],
      "circle-check": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `m16 9-5.5 5.5L8 12` }],
      ],
      "circle-check-big": [
        [`path`, { d: `M21.801 10A10 10 0 1 1 17 3.335` }],
        [`path`, { d: `m9 11 3 3L22 4` }],
      ],
      "circle-dollar-sign": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `M16 8h-6a2 2 0 1 0 0 4h4a2 2 0 1 1 0 4H8` }],
        [`path`, { d: `M12 18V6` }],
      ],
      "circle-ellipsis": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `M17 12h.01` }],
        [`path`, { d: `M12 12h.01` }],
        [`path`, { d: `M7 12h.01` }],
      ],
      "circle-question-mark": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3` }],
        [`path`, { d: `M12 17h.01` }],
      ],
      "circle-user-round": [
        [`path`, { d: `M17.925 20.056a6 6 0 0 0-11.851.001` }],
        [`circle`, { cx: `12`, cy: `11`, r: `4` }],
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
      ],
      "circle-x": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `m15 9-6 6` }],
        [`path`, { d: `m9 9 6 6` }],
      ],
      clock: [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `M12 6v6l4 2` }],
      ],
      "cloud-rain": [
        [`path`, { d: `M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242` }],
        [`path`, { d: `M16 14v6` }],
        [`path`, { d: `M8 14v6` }],
        [`path`, { d: `M12 16v6` }],
      ],
      "cloud-sun": [
        [`path`, { d: `M12 2v2` }],
        [`path`, { d: `m4.93 4.93 1.41 1.41` }],
        [`path`, { d: `M20 12h2` }],
        [`path`, { d: `m19.07 4.93-1.41 1.41` }],
        [`path`, { d: `M15.947 12.65a4 4 0 0 0-5.925-4.128` }],
        [`path`, { d: `M13 22H7a5 5 0 1 1 4.9-6H13a3 3 0 0 1 0 6Z` }],
      ],
      compass: [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `m16.24 7.76-1.804 5.411a2 2 0 0 1-1.265 1.265L7.76 16.24l1.804-5.411a2 2 0 0 1 1.265-1.265z` }],
      ],
      "contact-round": [
        [`path`, { d: `M16 2v2` }],
        [`path`, { d: `M17.915 21a6 6 0 10-12 0` }],
        [`path`, { d: `M8 2v2` }],
        [`circle`, { cx: `12`, cy: `11`, r: `4` }],
        [`rect`, { x: `3`, y: `3`, width: `18`, height: `18`, rx: `2` }],
      ],
      copy: [
        [`rect`, { width: `14`, height: `14`, x: `8`, y: `8`, rx: `2`, ry: `2` }],
        [`path`, { d: `M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2` }],
      ],
      "dollar-sign": [
        [`path`, { d: `M12 3v18` }],
        [`path`, { d: `M17 5H9.5a1 1 0 000 7h5a1 1 0 010 7H6` }],
      ],
      dot: [[`circle`, { cx: `12`, cy: `12`, r: `1` }]],
      droplets: [
        [
          `path`,
          {
            d: `M7 16.3c2.2 0 4-1.83 4-4.05 0-1.16-.57-2.26-1.71-3.19S7.29 6.75 7 5.3c-.29 1.45-1.14 2.84-2.29 3.76S3 11.1 3 12.25c0 2.22 1.8 4.05 4 4.05z`,
          },
        ],
        [
          `path`,
          { d: `M12.56 6.6A10.97 10.97 0 0 0 14 3.02c.5 2.5 2 4.9 4 6.5s3 3.5 3 5.5a6.98 6.98 0 0 1-11.91 4.97` },
        ],
      ],
      ellipsis: [
        [`circle`, { cx: `12`, cy: `12`, r: `1` }],
        [`circle`, { cx: `19`, cy: `12`, r: `1` }],
        [`circle`, { cx: `5`, cy: `12`, r: `1` }],
      ],
      "ellipsis-vertical": [
        [`circle`, { cx: `12`, cy: `12`, r: `1` }],
        [`circle`, { cx: `12`, cy: `5`, r: `1` }],
        [`circle`, { cx: `12`, cy: `19`, r: `1` }],
      ],
      expand: [
        [`path`, { d: `m15 15 6 6` }],
        [`path`, { d: `m15 9 6-6` }],
        [`path`, { d: `M21 16v5h-5` }],
        [`path`, { d: `M21 8V3h-5` }],
        [`path`, { d: `M3 16v5h5` }],
        [`path`, { d: `m3 21 6-6` }],
        [`path`, { d: `M3 8V3h5` }],
        [`path`, { d: `M9 9 3 3` }],
      ],
      "external-link": [
        [`path`, { d: `M15 3h6v6` }],
        [`path`, { d: `M10 14 21 3` }],
        [`path`, { d: `M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6` }],
      ],
      file: [
        [
          `path`,
          {
            d: `M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z`,
          },
        ],
        [`path`, { d: `M14 2v5a1 1 0 0 0 1 1h5` }],
      ],
      "file-text": [
        [
          `path`,
          {
            d: `M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z`,
          },
        ],
        [`path`, { d: `M14 2v5a1 1 0 0 0 1 1h5` }],
        [`path`, { d: `M10 9H8` }],
        [`path`, { d: `M16 13H8` }],
        [`path`, { d: `M16 17H8` }],
      ],
      flame: [
        [`path`, { d: `M12 3q1 4 4 6.5t3 5.5a1 1 0 0 1-14 0 5 5 0 0 1 1-3 1 1 0 0 0 5 0c0-2-1.5-3-1.5-5q0-2 2.5-4` }],
      ],
      "flask-conical": [
        [
          `path`,
          {
            d: `M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,
          },
        ],
        [`path`, { d: `M6.453 15h11.094` }],
        [`path`, { d: `M8.5 2h7` }],
      ],
      globe: [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20` }],
        [`path`, { d: `M2 12h20` }],
      ],
      history: [
        [`path`, { d: `M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8` }],
        [`path`, { d: `M3 3v5h5` }],
        [`path`, { d: `M12 7v5l4 2` }],
      ],
      house: [
        [`path`, { d: `M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8` }],
        [
          `path`,
          {
            d: `M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z`,
          },
        ],
      ],
      "id-card": [
        [`path`, { d: `M13 19a4 4 0 00-8 0` }],
        [`path`, { d: `M16 10h2` }],
        [`path`, { d: `M16 14h2` }],
        [`circle`, { cx: `9`, cy: `12`, r: `3` }],
        [`rect`, { x: `2`, y: `5`, width: `20`, height: `14`, rx: `2` }],
      ],
      image: [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2`, ry: `2` }],
        [`circle`, { cx: `9`, cy: `9`, r: `2` }],
        [`path`, { d: `m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21` }],
      ],
      images: [
        [`path`, { d: `m22 11-1.296-1.296a2.4 2.4 0 0 0-3.408 0L11 16` }],
        [`path`, { d: `M4 8a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2` }],
        [`circle`, { cx: `13`, cy: `7`, r: `1`, fill: `currentColor` }],
        [`rect`, { x: `8`, y: `2`, width: `14`, height: `14`, rx: `2` }],
      ],
      info: [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `M12 16v-4` }],
        [`path`, { d: `M12 8h.01` }],
      ],
      "key-round": [
        [
          `path`,
          {
            d: `M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4z`,
          },
        ],
        [`circle`, { cx: `16.5`, cy: `7.5`, r: `.5`, fill: `currentColor` }],
      ],
      layers: [
        [
          `path`,
          {
            d: `M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83z`,
          },
        ],
        [`path`, { d: `M2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12` }],
        [`path`, { d: `M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17` }],
      ],
      "layout-grid": [
        [`rect`, { width: `7`, height: `7`, x: `3`, y: `3`, rx: `1` }],
        [`rect`, { width: `7`, height: `7`, x: `14`, y: `3`, rx: `1` }],
        [`rect`, { width: `7`, height: `7`, x: `14`, y: `14`, rx: `1` }],
        [`rect`, { width: `7`, height: `7`, x: `3`, y: `14`, rx: `1` }],
      ],
      "life-buoy": [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`path`, { d: `m4.93 4.93 4.24 4.24` }],
        [`path`, { d: `m14.83 9.17 4.24-4.24` }],
        [`path`, { d: `m14.83 14.83 4.24 4.24` }],
        [`path`, { d: `m9.17 14.83-4.24 4.24` }],
        [`circle`, { cx: `12`, cy: `12`, r: `4` }],
      ],
      lightbulb: [
        [
          `path`,
          { d: `M15 14c.2-1 .7-1.7 1.5-2.5 1-.9 1.5-2.2 1.5-3.5A6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5` },
        ],
        [`path`, { d: `M9 18h6` }],
        [`path`, { d: `M10 22h4` }],
      ],
      "loader-circle": [[`path`, { d: `M21 12a9 9 0 1 1-6.219-8.56` }]],
      lock: [
        [`rect`, { width: `18`, height: `11`, x: `3`, y: `11`, rx: `2`, ry: `2` }],
        [`path`, { d: `M7 11V7a5 5 0 0 1 10 0v4` }],
      ],
      mail: [
        [`path`, { d: `m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7` }],
        [`rect`, { x: `2`, y: `4`, width: `20`, height: `16`, rx: `2` }],
      ],
      map: [
        [
          `path`,
          {
            d: `M14.106 5.553a2 2 0 0 0 1.788 0l3.659-1.83A1 1 0 0 1 21 4.619v12.764a1 1 0 0 1-.553.894l-4.553 2.277a2 2 0 0 1-1.788 0l-4.212-2.106a2 2 0 0 0-1.788 0l-3.659 1.83A1 1 0 0 1 3 19.381V6.618a1 1 0 0 1 .553-.894l4.553-2.277a2 2 0 0 1 1.788 0z`,
          },
        ],
        [`path`, { d: `M15 5.764v15` }],
        [`path`, { d: `M9 3.236v15` }],
      ],
      "map-pin": [
        [
          `path`,
          { d: `M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0` },
        ],
        [`circle`, { cx: `12`, cy: `10`, r: `3` }],
      ],
      "maximize-2": [
        [`path`, { d: `M15 3h6v6` }],
        [`path`, { d: `m21 3-7 7` }],
        [`path`, { d: `m3 21 7-7` }],
        [`path`, { d: `M9 21H3v-6` }],
      ],
      menu: [
        [`path`, { d: `M4 5h16` }],
        [`path`, { d: `M4 12h16` }],
        [`path`, { d: `M4 19h16` }],
      ],
      "message-circle-dashed": [
        [`path`, { d: `M10.1 2.182a10 10 0 0 1 3.8 0` }],
        [`path`, { d: `M13.9 21.818a10 10 0 0 1-3.8 0` }],
        [`path`, { d: `M17.609 3.72a10 10 0 0 1 2.69 2.7` }],
        [`path`, { d: `M2.182 13.9a10 10 0 0 1 0-3.8` }],
        [`path`, { d: `M20.28 17.61a10 10 0 0 1-2.7 2.69` }],
        [`path`, { d: `M21.818 10.1a10 10 0 0 1 0 3.8` }],
        [`path`, { d: `M3.721 6.391a10 10 0 0 1 2.7-2.69` }],
        [`path`, { d: `m6.163 21.117-2.906.85a1 1 0 0 1-1.236-1.169l.965-2.98` }],
      ],
      mic: [
        [`path`, { d: `M12 19v3` }],
        [`path`, { d: `M19 10v2a7 7 0 0 1-14 0v-2` }],
        [`rect`, { x: `9`, y: `2`, width: `6`, height: `13`, rx: `3` }],
      ],
      "minimize-2": [
        [`path`, { d: `m14 10 7-7` }],
        [`path`, { d: `M20 10h-6V4` }],
        [`path`, { d: `m3 21 7-7` }],
        [`path`, { d: `M4 14h6v6` }],
      ],
      monitor: [
        [`rect`, { width: `20`, height: `14`, x: `2`, y: `3`, rx: `2` }],
        [`line`, { x1: `8`, x2: `16`, y1: `21`, y2: `21` }],
        [`line`, { x1: `12`, x2: `12`, y1: `17`, y2: `21` }],
      ],
      moon: [
        [
          `path`,
          {
            d: `M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401`,
          },
        ],
      ],
      newspaper: [
        [`path`, { d: `M15 18h-5` }],
        [`path`, { d: `M18 14h-8` }],
        [`path`, { d: `M4 22h16a2 2 0 0 0 2-2V4a2 2 0 0 0-2-2H8a2 2 0 0 0-2 2v16a2 2 0 0 1-4 0v-9a2 2 0 0 1 2-2h2` }],
        [`rect`, { width: `8`, height: `4`, x: `10`, y: `6`, rx: `1` }],
      ],
      notebook: [
        [`path`, { d: `M2 6h4` }],
        [`path`, { d: `M2 10h4` }],
        [`path`, { d: `M2 14h4` }],
        [`path`, { d: `M2 18h4` }],
        [`rect`, { width: `16`, height: `20`, x: `4`, y: `2`, rx: `2` }],
        [`path`, { d: `M16 2v20` }],
      ],
      "notebook-pen": [
        [`path`, { d: `M13.4 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-7.4` }],
        [`path`, { d: `M2 6h4` }],
        [`path`, { d: `M2 10h4` }],
        [`path`, { d: `M2 14h4` }],
        [`path`, { d: `M2 18h4` }],
        [
          `path`,
          {
            d: `M21.378 5.626a1 1 0 1 0-3.004-3.004l-5.01 5.012a2 2 0 0 0-.506.854l-.837 2.87a.5.5 0 0 0 .62.62l2.87-.837a2 2 0 0 0 .854-.506z`,
          },
        ],
      ],
      "panel-left": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M9 3v18` }],
      ],
      "panel-left-close": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M9 3v18` }],
        [`path`, { d: `m16 15-3-3 3-3` }],
      ],
      "panel-left-dashed": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M9 14v1` }],
        [`path`, { d: `M9 19v2` }],
        [`path`, { d: `M9 3v2` }],
        [`path`, { d: `M9 9v1` }],
      ],
      "panel-left-open": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M9 3v18` }],
        [`path`, { d: `m14 9 3 3-3 3` }],
      ],
      "panel-right": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M15 3v18` }],
      ],
      "panel-right-close": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M15 3v18` }],
        [`path`, { d: `m8 9 3 3-3 3` }],
      ],
      "panel-right-dashed": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M15 14v1` }],
        [`path`, { d: `M15 19v2` }],
        [`path`, { d: `M15 3v2` }],
        [`path`, { d: `M15 9v1` }],
      ],
      "panel-right-open": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M15 3v18` }],
        [`path`, { d: `m10 15-3-3 3-3` }],
      ],
      paperclip: [
        [
          `path`,
          {
            d: `m16 6-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 8.551a6 6 0 1 0 8.485 8.485l8.379-8.551`,
          },
        ],
      ],
      "party-popper": [
        [`path`, { d: `M5.8 11.3 2 22l10.7-3.79` }],
        [`path`, { d: `M4 3h.01` }],
        [`path`, { d: `M22 8h.01` }],
        [`path`, { d: `M15 2h.01` }],
        [`path`, { d: `M22 20h.01` }],
        [
          `path`,
          { d: `m22 2-2.24.75a2.9 2.9 0 0 0-1.96 3.12c.1.86-.57 1.63-1.45 1.63h-.38c-.86 0-1.6.6-1.76 1.44L14 10` },
        ],
        [`path`, { d: `m22 13-.82-.33c-.86-.34-1.82.2-1.98 1.11c-.11.7-.72 1.22-1.43 1.22H17` }],
        [`path`, { d: `m11 2 .33.82c.34.86-.2 1.82-1.11 1.98C9.52 4.9 9 5.52 9 6.23V7` }],
        [
          `path`,
          { d: `M11 13c1.93 1.93 2.83 4.17 2 5-.83.83-3.07-.07-5-2-1.93-1.93-2.83-4.17-2-5 .83-.83 3.07.07 5 2Z` },
        ],
      ],
      "pen-line": [
        [`path`, { d: `M13 21h8` }],
        [
          `path`,
          {
            d: `M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z`,
          },
        ],
      ],
      pencil: [
        [
          `path`,
          {
            d: `M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z`,
          },
        ],
        [`path`, { d: `m15 5 4 4` }],
      ],
      phone: [
        [
          `path`,
          {
            d: `M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384`,
          },
        ],
      ],
      play: [[`path`, { d: `M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z` }]],
      plus: [
        [`path`, { d: `M5 12h14` }],
        [`path`, { d: `M12 5v14` }],
      ],
      quote: [
        [
          `path`,
          {
            d: `M16 3a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2 1 1 0 0 1 1 1v1a2 2 0 0 1-2 2 1 1 0 0 0-1 1v2a1 1 0 0 0 1 1 6 6 0 0 0 6-6V5a2 2 0 0 0-2-2z`,
          },
        ],
        [
          `path`,
          {
            d: `M5 3a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2 1 1 0 0 1 1 1v1a2 2 0 0 1-2 2 1 1 0 0 0-1 1v2a1 1 0 0 0 1 1 6 6 0 0 0 6-6V5a2 2 0 0 0-2-2z`,
          },
        ],
      ],
      "refresh-cw": [
        [`path`, { d: `M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8` }],
        [`path`, { d: `M21 3v5h-5` }],
        [`path`, { d: `M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16` }],
        [`path`, { d: `M8 16H3v5` }],
      ],
      "rotate-cw": [
        [`path`, { d: `M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8` }],
        [`path`, { d: `M21 3v5h-5` }],
      ],
      scale: [
        [`path`, { d: `M12 3v18` }],
        [`path`, { d: `m19 8 3 8a5 5 0 0 1-6 0zV7` }],
        [`path`, { d: `M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1` }],
        [`path`, { d: `m5 8 3 8a5 5 0 0 1-6 0zV7` }],
        [`path`, { d: `M7 21h10` }],
      ],
      search: [
        [`path`, { d: `m21 21-4.34-4.34` }],
        [`circle`, { cx: `11`, cy: `11`, r: `8` }],
      ],
      settings: [
        [
          `path`,
          {
            d: `M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915`,
          },
        ],
        [`circle`, { cx: `12`, cy: `12`, r: `3` }],
      ],
      share: [
        [`path`, { d: `M12 2v13` }],
        [`path`, { d: `m16 6-4-4-4 4` }],
        [`path`, { d: `M4 12v8a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-8` }],
      ],
      shrink: [
        [`path`, { d: `m15 15 6 6m-6-6v4.8m0-4.8h4.8` }],
        [`path`, { d: `M9 19.8V15m0 0H4.2M9 15l-6 6` }],
        [`path`, { d: `M15 4.2V9m0 0h4.8M15 9l6-6` }],
        [`path`, { d: `M9 4.2V9m0 0H4.2M9 9 3 3` }],
      ],
      slash: [[`path`, { d: `M22 2 2 22` }]],
      "sliders-horizontal": [
        [`path`, { d: `M10 5H3` }],
        [`path`, { d: `M12 19H3` }],
        [`path`, { d: `M14 3v4` }],
        [`path`, { d: `M16 17v4` }],
        [`path`, { d: `M21 12h-9` }],
        [`path`, { d: `M21 19h-5` }],
        [`path`, { d: `M21 5h-7` }],
        [`path`, { d: `M8 10v4` }],
        [`path`, { d: `M8 12H3` }],
      ],
      smartphone: [
        [`rect`, { width: `14`, height: `20`, x: `5`, y: `2`, rx: `2`, ry: `2` }],
        [`path`, { d: `M12 18h.01` }],
      ],
      sparkle: [
        [
          `path`,
          {
            d: `M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594z`,
          },
        ],
      ],
      sparkles: [
        [
          `path`,
          {
            d: `M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594z`,
          },
        ],
        [`path`, { d: `M20 2v4` }],
        [`path`, { d: `M22 4h-4` }],
        [`circle`, { cx: `4`, cy: `20`, r: `2` }],
      ],
      square: [[`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }]],
      "square-code": [
        [`path`, { d: `m10 9-3 3 3 3` }],
        [`path`, { d: `m14 15 3-3-3-3` }],
        [`rect`, { x: `3`, y: `3`, width: `18`, height: `18`, rx: `2` }],
      ],
      "square-menu": [
        [`rect`, { width: `18`, height: `18`, x: `3`, y: `3`, rx: `2` }],
        [`path`, { d: `M7 8h10` }],
        [`path`, { d: `M7 12h10` }],
        [`path`, { d: `M7 16h10` }],
      ],
      "square-pen": [
        [`path`, { d: `M12 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-7` }],
        [
          `path`,
          {
            d: `M18.375 2.625a1 1 0 0 1 3 3l-9.013 9.014a2 2 0 0 1-.853.505l-2.873.84a.5.5 0 0 1-.62-.62l.84-2.873a2 2 0 0 1 .506-.852z`,
          },
        ],
      ],
      star: [
        [
          `path`,
          {
            d: `M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 1.16l5.166.756a.53.53 0 0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 5.14a.53.53 0 0 1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 .294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z`,
          },
        ],
      ],
      sun: [
        [`circle`, { cx: `12`, cy: `12`, r: `4` }],
        [`path`, { d: `M12 2v2` }],
        [`path`, { d: `M12 20v2` }],
        [`path`, { d: `m4.93 4.93 1.41 1.41` }],
        [`path`, { d: `m17.66 17.66 1.41 1.41` }],
        [`path`, { d: `M2 12h2` }],
        [`path`, { d: `M20 12h2` }],
        [`path`, { d: `m6.34 17.66-1.41 1.41` }],
        [`path`, { d: `m19.07 4.93-1.41 1.41` }],
      ],
      target: [
        [`circle`, { cx: `12`, cy: `12`, r: `10` }],
        [`circle`, { cx: `12`, cy: `12`, r: `6` }],
        [`circle`, { cx: `12`, cy: `12`, r: `2` }],
      ],
      "text-align-end": [
        [`path`, { d: `M21 5H3` }],
        [`path`, { d: `M21 12H9` }],
        [`path`, { d: `M21 19H7` }],
      ],
      thermometer: [[`path`, { d: `M14 4v10.54a4 4 0 1 1-4 0V4a2 2 0 0 1 4 0Z` }]],
      "thumbs-down": [
        [
          `path`,
          {
            d: `M9 18.12 10 14H4.17a2 2 0 0 1-1.92-2.56l2.33-8A2 2 0 0 1 6.5 2H20a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-2.76a2 2 0 0 0-1.79 1.11L12 22a3.13 3.13 0 0 1-3-3.88Z`,
          },
        ],
        [`path`, { d: `M17 14V2` }],
      ],
      "thumbs-up": [
        [
          `path`,
          {
            d: `M15 5.88 14 10h5.83a2 2 0 0 1 1.92 2.56l-2.33 8A2 2 0 0 1 17.5 22H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.76a2 2 0 0 0 1.79-1.11L12 2a3.13 3.13 0 0 1 3 3.88Z`,
          },
        ],
        [`path`, { d: `M7 10v12` }],
      ],
      ticket: [
        [
          `path`,
          {
            d: `M2 9a3 3 0 0 1 0 6v2a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-2a3 3 0 0 1 0-6V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2Z`,
          },
        ],
        [`path`, { d: `M13 5v2` }],
        [`path`, { d: `M13 17v2` }],
        [`path`, { d: `M13 11v2` }],
      ],
      "trash-2": [
        [`path`, { d: `M10 11v6` }],
        [`path`, { d: `M14 11v6` }],
        [`path`, { d: `M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6` }],
        [`path`, { d: `M3 6h18` }],
        [`path`, { d: `M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2` }],
      ],
      "trending-down": [
        [`path`, { d: `M16 17h6v-6` }],
        [`path`, { d: `m22 17-8.5-8.5-5 5L2 7` }],
      ],
      "trending-up": [
        [`path`, { d: `M16 7h6v6` }],
        [`path`, { d: `m22 7-8.5 8.5-5-5L2 17` }],
      ],
      "triangle-alert": [
        [`path`, { d: `m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3` }],
        [`path`, { d: `M12 9v4` }],
        [`path`, { d: `M12 17h.01` }],
      ],
      trophy: [
        [`path`, { d: `M10 14.66V17a1 1 0 0 1-1 1 2 2 0 0 0-2 2v2` }],
        [`path`, { d: `M14 14.66V17a1 1 0 0 0 1 1 2 2 0 0 1 2 2v2` }],
        [`path`, { d: `M17.916 10H19.5A2.5 2.5 0 0 0 22 7.5V5a1 1 0 0 0-1-1h-3` }],
        [`path`, { d: `M4 22h16` }],
        [`path`, { d: `M6 9a6 6 0 0 0 12 0V3a1 1 0 0 0-1-1H7a1 1 0 0 0-1 1z` }],
        [`path`, { d: `M6.084 10H4.5A2.5 2.5 0 0 1 2 7.5V5a1 1 0 0 1 1-1h3` }],
      ],
      user: [
        [`path`, { d: `M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2` }],
        [`circle`, { cx: `12`, cy: `7`, r: `4` }],
      ],
      wind: [
        [`path`, { d: `M12.8 19.6A2 2 0 1 0 14 16H2` }],
        [`path`, { d: `M17.5 8a2.5 2.5 0 1 1 2 4H2` }],
        [`path`, { d: `M9.8 4.4A2 2 0 1 1 11 8H2` }],
      ],
      wrench: [
        [
          `path`,
          {
            d: `M14.7 6.3a1 1 0 0 0 0 1.4l1.6 1.6a1 1 0 0 0 1.4 0l3.106-3.105c.32-.322.863-.22.983.218a6 6 0 0 1-8.259 7.057l-7.91 7.91a1 1 0 0 1-2.999-3l7.91-7.91a6 6 0 0 1 7.057-8.259c.438.12.54.662.219.984z`,
          },
        ],
      ],
      x: [
        [`path`, { d: `M18 6 6 18` }],
        [`path`, { d: `m6 6 12 12` }],
      ],
      zap: [
        [
          `path`,
          {
            d: `M15.914 4a1.5 1.5 0 00-2.474-1.561l-9 9A1.5 1.5 0 005.5 14h4.002a.5.5 0 01.471.666L8.086 20a1.5 1.5 0 002.475 1.56l9-9A1.5 1.5 0 0018.5 10h-3.997a.5.5 0 01-.472-.667z`,
          },
        ],
      ],
    },
    qr = {
      agent: `bot`,
      analytics: `chart-no-axes-column`,
      batch: `layers`,
      bolt: `zap`,
      "book-closed": `book`,
      "book-clock": `book-open-check`,
      chart: `chart-column`,
      "check-circle": `circle-check`,
      "check-circle-filled": `circle-check-big`,
      "circle-question": `circle-question-mark`,
      confetti: `party-popper`,
      cube: `box`,
      desktop: `monitor`,
      document: `file-text`,
      "dots-horizontal": `ellipsis`,
      "dots-vertical": `ellipsis-vertical`,
      "empty-circle": `circle`,
      keys: `key-round`,
      lab: `flask-conical`,
      lifesaver: `life-buoy`,
      maps: `map`,
      mobile: `smartphone`,
      name: `id-card`,
      "notebook-pencil": `notebook-pen`,
      "page-blank": `file`,
      profile: `circle-user-round`,
      "profile-card": `contact-round`,
      reload: `rotate-cw`,
      "star-filled": `star`,
      "sparkle-double": `sparkles`,
      "square-image": `image`,
      "square-text": `square-menu`,
      suitcase: `briefcase`,
      "settings-slider": `sliders-horizontal`,
      wreath: `award`,
      write: `pencil`,
      "write-alt": `pen-line`,
      "write-alt2": `square-pen`,
      "sidebar-left": `panel-left`,
      "sidebar-right": `panel-right`,
      "sidebar-open-left": `panel-left-open`,
      "sidebar-open-right": `panel-right-open`,
      "sidebar-open-left-alt": `panel-left-dashed`,
      "sidebar-open-right-alt": `panel-right-dashed`,
      "sidebar-floating-left": `panel-left`,
      "sidebar-floating-right": `panel-right`,
      "sidebar-floating-open-left": `panel-left-open`,
      "sidebar-floating-open-right": `panel-right-open`,
      "sidebar-collapse-left": `panel-left-close`,
      "sidebar-collapse-right": `panel-right-close`,
      "collapse-left": `arrow-left-to-line`,
      "collapse-right": `arrow-right-to-line`,
      "open-left": `arrow-left-from-line`,
      "open-right": `arrow-right-from-line`,
      "double-chevron-left": `chevrons-left`,
      "double-chevron-right": `chevrons-right`,
      home: `house`,
      "home-alt": `house`,
      "back-small": `chevron-left`,
      "back-large": `arrow-left`,
      "expand-large": `maximize-2`,
      "collapse-large": `minimize-2`,
      "expand-small": `expand`,
      "collapse-small": `shrink`,
      "chat-temporary": `message-circle-dashed`,
      "settings-cog": `settings`,
      grid: `layout-grid`,
      "dots-horizontal-circle": `circle-ellipsis`,
      "dots-vertical-circle": `circle-ellipsis`,
      "menu-inverted": `text-align-end`,
      hamburger: `menu`,
      compose: `square-pen`,
      "light-mode": `sun`,
      "dark-mode": `moon`,
      close: `x`,
    },
    Jr = Symbol.for(`pv`),
    Yr = 0;
  Array.isArray;
  function W(e, t, n, r, i, a) {
    t ||= {};
    var o,
      s,
      c = t;
    if (`ref` in c && typeof e != `function`) for (s in ((c = {}), t)) s == `ref` ? (o = t[s]) : (c[s] = t[s]);
    var l = {
      type: e,
      props: c,
      key: n,
      ref: o,
      __k: null,
      __: null,
      __b: 0,
      __e: null,
      __c: null,
      constructor: Jr,
      __v: --Yr,
      __i: -1,
      __u: 0,
    };
    return ((i || a) && ((l.__source = i), (l.__self = a)), h.vnode && h.vnode(l), l);
  }
  var Xr = /^(arrow|panel|chevrons?)-(left|right)|^(undo|redo|log-in|log-out)/,
    Zr = new Set(),
    Qr = () => void 0;
  function $r(e) {
    Qr = e;
  }
  function ei(e) {
    return e.startsWith(`lucide:`) ? e.slice(7) : e.startsWith(`vendor:`) ? null : (qr[e] ?? e);
  }
  function G(e) {
    let t = ei(e.name),
      n = t ? Kr[t] : void 0,
      [r, i] = F(null);
    Ue(() => {
      if (n) return;
      let r = !0,
        a = () => {
          r && !Zr.has(e.name) && (Zr.add(e.name), Qr(e.name));
        };
      if (!t || !e.name.startsWith(`lucide:`)) a();
      else
        return (
          p(`icons.json`, a).then((e) => {
            let n = e?.[t];
            r && (n ? i({ name: t, node: n }) : a());
          }),
          () => {
            r = !1;
          }
        );
    }, [e.name, n]);
    let a = n ?? (r?.name === t ? r.node : []),
      o = e.size ?? `1.25em`,
      s = e.name === `star-filled` || t === `dot`;
    return W(`svg`, {
      class: `ck-icon${t && Xr.test(t) ? ` ck-mirror` : ``} ${e.class ?? ``}`,
      width: o,
      height: o,
      viewBox: `0 0 24 24`,
      fill: s ? `currentColor` : `none`,
      stroke: `currentColor`,
      "stroke-width": `1.75`,
      "stroke-linecap": `round`,
      "stroke-linejoin": `round`,
      "aria-hidden": `true`,
      focusable: `false`,
      children: a.map(([e, t]) => ie(e, t)),
    });
  }
  var ti = De(null);
  function K() {
    let e = Ge(ti),
      { t, locale: n } = e.i18n.value;
    return { ...e, t, locale: n };
  }
  var ni = /\uE200(\d+)\uE201|\uE202(\d+)\uE203([^\uE200-\uE204]*)\uE204/g,
    ri = /[\uE200-\uE204]/,
    ii = /[\uE200\uE202]\d+[\uE201\uE203]|[\uE200-\uE204]/g,
    ai = new Set([`verified`, `page`, `derived`, `stale`]),
    oi = new Set([`unverified`, `misattributed`]);
  function si(e, t, n = []) {
    let r = e.replace(/[\uE202-\uE204]/g, `�`),
      i = new Map();
    for (let e of t) {
      if (typeof e.index != `number` || !e.source) continue;
      let t = i.get(e.index) ?? [];
      (t.push(e), i.set(e.index, t));
    }
    if (!i.size && !n.length) return { text: r, groups: [], numbers: n, first: -1 };
    let a = [...i.keys()].sort((e, t) => e - t),
      o = a.map((e) => i.get(e)),
      s = ci(r, [...a, ...n.flatMap(({ start: e, end: t }) => [e, t])]),
      c = -1,
      l = [];
    (n.forEach((e, t) => {
      let [n, i] = [s.get(e.start), s.get(e.end)],
        a = ai.has(e.state);
      (a || oi.has(e.state)) &&
        ui(r, n, i) &&
        (a && c < 0 && (c = t),
        l.push({ at: n, mark: `\uE202${t}\uE203`, closing: !1 }, { at: i, mark: ``, closing: !1 }));
    }),
      a.forEach((e, t) => l.push({ at: s.get(e), mark: `\uE200${t}\uE201`, closing: !0 })),
      l.sort((e, t) => e.at - t.at));
    let u = ``,
      d = 0;
    for (let { at: e, mark: t, closing: n } of l) {
      u += r.slice(d, e);
      let i = n ? /(\S)([*_~]+)$/.exec(u) : null;
      ((u = i ? `${u.slice(0, -i[2].length)}${t}${i[2]}` : u + t), (d = e));
    }
    return { text: u + r.slice(d), groups: o, numbers: n, first: c };
  }
  function ci(e, t) {
    let n = new Map(),
      r = 0,
      i = 0;
    for (let a of [...new Set(t)].sort((e, t) => e - t)) {
      for (; i < a && r < e.length;) ((r += e.codePointAt(r) > 65535 ? 2 : 1), i++);
      n.set(a, r);
    }
    return n;
  }
  var li = 80;
  function ui(e, t, n) {
    let r = e.slice(t, n);
    if (!r || /[*_~`[\]<>|\\&\n]/.test(r)) return !1;
    let i = e.slice(Math.max(0, t - li), t),
      a =
        i.lastIndexOf(`
`) + 1,
      o = i.slice(a);
    if (
      ((a > 0 || t <= li) && /^[\s>]*$/.test(o) && /^(\d{1,9}[.)]?$|[-+*#=]\s*$|[-+*#]\s)/.test(r)) ||
      e[t - 1] === `\\`
    )
      return !1;
    let s = `${/\S*$/.exec(o)[0]}${r}${/^\S*/.exec(e.slice(n, n + li))[0]}`;
    if (/:\/\/|www\.|@/.test(s)) return !1;
    let c = /([\p{L}\p{N}])[*_~]+$/u.test(o.slice(-12)) && !/^[\p{L}\p{N}]/u.test(r),
      l = /^[*_~]+[\p{L}\p{N}]/u.test(e.slice(n, n + 8)) && !/[\p{L}\p{N}]$/u.test(r);
    return !c && !l;
  }
  function di(e) {
    let t = [];
    return { text: fi(e.replace(/\uE200(\d+)\uE201/g, (e, n) => (t.push(Number(n)), ``))), groups: t };
  }
  function fi(e) {
    return e.replace(ii, ``);
  }
  var pi = Math.min,
    mi = Math.max,
    hi = Math.round,
    gi = Math.floor,
    _i = (e) => ({ x: e, y: e }),
    vi = { left: `right`, right: `left`, bottom: `top`, top: `bottom` };
  function yi(e, t, n) {
    return mi(e, pi(t, n));
  }
  function bi(e, t) {
    return typeof e == `function` ? e(t) : e;
  }
  function xi(e) {
    return e.split(`-`)[0];
  }
  function Si(e) {
    return e.split(`-`)[1];
  }
  function Ci(e) {
    return e === `x` ? `y` : `x`;
  }
  function wi(e) {
    return e === `y` ? `height` : `width`;
  }
  function Ti(e) {
    let t = e[0];
    return t === `t` || t === `b` ? `y` : `x`;
  }
  function Ei(e) {
    return Ci(Ti(e));
  }
  function Di(e, t, n) {
    n === void 0 && (n = !1);
    let r = Si(e),
      i = Ei(e),
      a = wi(i),
      o = i === `x` ? (r === (n ? `end` : `start`) ? `right` : `left`) : r === `start` ? `bottom` : `top`;
    return (t.reference[a] > t.floating[a] && (o = Ii(o)), [o, Ii(o)]);
  }
  function Oi(e) {
    let t = Ii(e);
    return [ki(e), t, ki(t)];
  }
  function ki(e) {
    return e.includes(`start`) ? e.replace(`start`, `end`) : e.replace(`end`, `start`);
  }
  var Ai = [`left`, `right`],
    ji = [`right`, `left`],
    Mi = [`top`, `bottom`],
    Ni = [`bottom`, `top`];
  function Pi(e, t, n) {
    switch (e) {
      case `top`:
      case `bottom`:
        return n ? (t ? ji : Ai) : t ? Ai : ji;
      case `left`:
      case `right`:
        return t ? Mi : Ni;
      default:
        return [];
    }
  }
  function Fi(e, t, n, r) {
    let i = Si(e),
      a = Pi(xi(e), n === `start`, r);
    return (i && ((a = a.map((e) => e + `-` + i)), t && (a = a.concat(a.map(ki)))), a);
  }
  function Ii(e) {
    let t = xi(e);
    return vi[t] + e.slice(t.length);
  }
  function Li(e) {
    return { top: e.top ?? 0, right: e.right ?? 0, bottom: e.bottom ?? 0, left: e.left ?? 0 };
  }
  function Ri(e) {
    return typeof e == `number` ? { top: e, right: e, bottom: e, left: e } : Li(e);
  }
  function zi(e) {
    let { x: t, y: n, width: r, height: i } = e;
    return { width: r, height: i, top: n, left: t, right: t + r, bottom: n + i, x: t, y: n };
  }
  function Bi(e, t, n) {
    let { reference: r, floating: i } = e,
      a = Ti(t),
      o = Ei(t),
      s = wi(o),
      c = xi(t),
      l = a === `y`,
      u = r.x + r.width / 2 - i.width / 2,
      d = r.y + r.height / 2 - i.height / 2,
      f = r[s] / 2 - i[s] / 2,
      p;
    switch (c) {
      case `top`:
        p = { x: u, y: r.y - i.height };
        break;
      case `bottom`:
        p = { x: u, y: r.y + r.height };
        break;
      case `right`:
        p = { x: r.x + r.width, y: d };
        break;
      case `left`:
        p = { x: r.x - i.width, y: d };
        break;
      default:
        p = { x: r.x, y: r.y };
    }
    let m = Si(t);
    return (m && (p[o] += f * (m === `end` ? 1 : -1) * (n && l ? -1 : 1)), p);
  }
  async function Vi(e, t) {
    t === void 0 && (t = {});
    let { x: n, y: r, platform: i, rects: a, elements: o, strategy: s } = e,
      {
        boundary: c = `clippingAncestors`,
        rootBoundary: l = `viewport`,
        elementContext: u = `floating`,
        altBoundary: d = !1,
        padding: f = 0,
      } = bi(t, e),
      p = Ri(f),
      m = o[d ? (u === `floating` ? `reference` : `floating`) : u],
      h = zi(
        await i.getClippingRect({
          element:
            ((await (i.isElement == null ? void 0 : i.isElement(m))) ?? !0)
              ? m
              : m.contextElement || (await (i.getDocumentElement == null ? void 0 : i.getDocumentElement(o.floating))),
          boundary: c,
          rootBoundary: l,
          strategy: s,
        }),
      ),
      g = u === `floating` ? { x: n, y: r, width: a.floating.width, height: a.floating.height } : a.reference,
      _ = await (i.getOffsetParent == null ? void 0 : i.getOffsetParent(o.floating)),
      v = ((await (i.isElement == null ? void 0 : i.isElement(_))) &&
        (await (i.getScale == null ? void 0 : i.getScale(_)))) || { x: 1, y: 1 },
      y = zi(
        i.convertOffsetParentRelativeRectToViewportRelativeRect
          ? await i.convertOffsetParentRelativeRectToViewportRelativeRect({
              elements: o,
              rect: g,
              offsetParent: _,
              strategy: s,
            })
          : g,
      );
    return {
      top: (h.top - y.top + p.top) / v.y,
      bottom: (y.bottom - h.bottom + p.bottom) / v.y,
      left: (h.left - y.left + p.left) / v.x,
      right: (y.right - h.right + p.right) / v.x,
    };
  }
  var Hi = 50,
    Ui = async (e, t, n) => {
      let { placement: r = `bottom`, strategy: i = `absolute`, middleware: a = [], platform: o } = n,
        s = o.detectOverflow ? o : { ...o, detectOverflow: Vi },
        c = await (o.isRTL == null ? void 0 : o.isRTL(t)),
        l = await o.getElementRects({ reference: e, floating: t, strategy: i }),
        { x: u, y: d } = Bi(l, r, c),
        f = r,
        p = 0,
        m = {};
      for (let n = 0; n < a.length; n++) {
        let h = a[n];
        if (!h) continue;
        let { name: g, fn: _ } = h,
          {
            x: v,
            y,
            data: b,
            reset: x,
          } = await _({
            x: u,
            y: d,
            initialPlacement: r,
            placement: f,
            strategy: i,
            middlewareData: m,
            rects: l,
            platform: s,
            elements: { reference: e, floating: t },
          });
        ((u = v ?? u),
          (d = y ?? d),
          (m[g] = { ...m[g], ...b }),
          x &&
            p < Hi &&
            (p++,
            typeof x == `object` &&
              (x.placement && (f = x.placement),
              x.rects &&
                (l = x.rects === !0 ? await o.getElementRects({ reference: e, floating: t, strategy: i }) : x.rects),
              ({ x: u, y: d } = Bi(l, f, c))),
            (n = -1)));
      }
      return { x: u, y: d, placement: f, strategy: i, middlewareData: m };
    },
    Wi = function (e) {
      return (
        e === void 0 && (e = {}),
        {
          name: `flip`,
          options: e,
          async fn(t) {
            var n;
            let { placement: r, middlewareData: i, rects: a, initialPlacement: o, platform: s, elements: c } = t,
              {
                mainAxis: l = !0,
                crossAxis: u = !0,
                fallbackPlacements: d,
                fallbackStrategy: f = `bestFit`,
                fallbackAxisSideDirection: p = `none`,
                flipAlignment: m = !0,
                ...h
              } = bi(e, t);
            if ((n = i.arrow) != null && n.alignmentOffset) return {};
            let g = xi(r),
              _ = Ti(o),
              v = xi(o) === o,
              y = await (s.isRTL == null ? void 0 : s.isRTL(c.floating)),
              b = d || (v || !m ? [Ii(o)] : Oi(o)),
              x = p !== `none`;
            !d && x && b.push(...Fi(o, m, p, y));
            let S = [o, ...b],
              C = await s.detectOverflow(t, h),
              w = [],
              T = i.flip?.overflows || [];
            if ((l && w.push(C[g]), u)) {
              let e = Di(r, a, y);
              w.push(C[e[0]], C[e[1]]);
            }
            if (((T = [...T, { placement: r, overflows: w }]), !w.every((e) => e <= 0))) {
              let e = (i.flip?.index || 0) + 1,
                t = S[e];
              if (
                t &&
                (u !== `alignment` || _ === Ti(t) || T.every((e) => Ti(e.placement) !== _ || e.overflows[0] > 0))
              )
                return { data: { index: e, overflows: T }, reset: { placement: t } };
              let n = T.filter((e) => e.overflows[0] <= 0).sort((e, t) => e.overflows[1] - t.overflows[1])[0]
                ?.placement;
              if (!n)
                switch (f) {
                  case `bestFit`: {
                    let e = T.filter((e) => {
                      if (x) {
                        let t = Ti(e.placement);
                        return t === _ || t === `y`;
                      }
                      return !0;
                    })
                      .map((e) => [e.placement, e.overflows.filter((e) => e > 0).reduce((e, t) => e + t, 0)])
                      .sort((e, t) => e[1] - t[1])[0]?.[0];
                    e && (n = e);
                    break;
                  }
                  case `initialPlacement`:
                    n = o;
                }
              if (r !== n) return { reset: { placement: n } };
            }
            return {};
          },
        }
      );
    },
    Gi = new Set([`left`, `top`]);
  async function Ki(e, t) {
    let { placement: n, platform: r, elements: i } = e,
      a = await (r.isRTL == null ? void 0 : r.isRTL(i.floating)),
      o = xi(n),
      s = Si(n),
      c = Ti(n) === `y`,
      l = Gi.has(o) ? -1 : 1,
      u = a && c ? -1 : 1,
      d = bi(t, e),
      {
        mainAxis: f,
        crossAxis: p,
        alignmentAxis: m,
      } = typeof d == `number`
        ? { mainAxis: d, crossAxis: 0, alignmentAxis: null }
        : { mainAxis: d.mainAxis || 0, crossAxis: d.crossAxis || 0, alignmentAxis: d.alignmentAxis };
    return (
      s && typeof m == `number` && (p = s === `end` ? m * -1 : m),
      c ? { x: p * u, y: f * l } : { x: f * l, y: p * u }
    );
  }
  var qi = function (e) {
      return (
        e === void 0 && (e = 0),
        {
          name: `offset`,
          options: e,
          async fn(t) {
            var n;
            let { x: r, y: i, placement: a, middlewareData: o } = t,
              s = await Ki(t, e);
            return a === o.offset?.placement && (n = o.arrow) != null && n.alignmentOffset
              ? {}
              : { x: r + s.x, y: i + s.y, data: { ...s, placement: a } };
          },
        }
      );
    },
    Ji = function (e) {
      return (
        e === void 0 && (e = {}),
        {
          name: `shift`,
          options: e,
          async fn(t) {
            let { x: n, y: r, placement: i, platform: a } = t,
              {
                mainAxis: o = !0,
                crossAxis: s = !1,
                limiter: c = {
                  fn: (e) => {
                    let { x: t, y: n } = e;
                    return { x: t, y: n };
                  },
                },
                ...l
              } = bi(e, t),
              u = { x: n, y: r },
              d = await a.detectOverflow(t, l),
              f = Ti(i),
              p = Ci(f),
              m = u[p],
              h = u[f],
              g = (e, t) => yi(t + d[e === `y` ? `top` : `left`], t, t - d[e === `y` ? `bottom` : `right`]);
            (o && (m = g(p, m)), s && (h = g(f, h)));
            let _ = c.fn({ ...t, [p]: m, [f]: h });
            return { ..._, data: { x: _.x - n, y: _.y - r, enabled: { [p]: o, [f]: s } } };
          },
        }
      );
    },
    Yi = function (e) {
      return (
        e === void 0 && (e = {}),
        {
          name: `size`,
          options: e,
          async fn(t) {
            let { placement: n, rects: r, platform: i, elements: a } = t,
              { apply: o = () => {}, ...s } = bi(e, t),
              c = await i.detectOverflow(t, s),
              l = xi(n),
              u = Si(n),
              d = Ti(n) === `y`,
              { width: f, height: p } = r.floating,
              m,
              h;
            l === `top` || l === `bottom`
              ? ((m = l),
                (h =
                  u === ((await (i.isRTL == null ? void 0 : i.isRTL(a.floating))) ? `start` : `end`)
                    ? `left`
                    : `right`))
              : ((h = l), (m = u === `end` ? `top` : `bottom`));
            let g = p - c.top - c.bottom,
              _ = f - c.left - c.right,
              v = pi(p - c[m], g),
              y = pi(f - c[h], _),
              b = t.middlewareData.shift,
              x = !b,
              S = v,
              C = y;
            (b != null && b.enabled.x && (C = _),
              b != null && b.enabled.y && (S = g),
              x && !u && (d ? (C = f - 2 * mi(c.left, c.right)) : (S = p - 2 * mi(c.top, c.bottom))),
              await o({ ...t, availableWidth: C, availableHeight: S }));
            let w = await i.getDimensions(a.floating);
            return f !== w.width || p !== w.height ? { reset: { rects: !0 } } : {};
          },
        }
      );
    };
  function Xi() {
    return typeof window < `u`;
  }
  function Zi(e) {
    return ea(e) ? (e.nodeName || ``).toLowerCase() : `#document`;
  }
  function Qi(e) {
    var t;
    return (e == null || (t = e.ownerDocument) == null ? void 0 : t.defaultView) || window;
  }
  function $i(e) {
    return ((ea(e) ? e.ownerDocument : e.document) || window.document)?.documentElement;
  }
  function ea(e) {
    return Xi() ? e instanceof Node || e instanceof Qi(e).Node : !1;
  }
  function ta(e) {
    return Xi() ? e instanceof Element || e instanceof Qi(e).Element : !1;
  }
  function na(e) {
    return Xi() ? e instanceof HTMLElement || e instanceof Qi(e).HTMLElement : !1;
  }
  function ra(e) {
    return !Xi() || typeof ShadowRoot > `u` ? !1 : e instanceof ShadowRoot || e instanceof Qi(e).ShadowRoot;
  }
  function ia(e) {
    let { overflow: t, overflowX: n, overflowY: r, display: i } = ha(e);
    return /auto|scroll|overlay|hidden|clip/.test(t + r + n) && i !== `inline` && i !== `contents`;
  }
  function aa(e) {
    return /^(table|td|th)$/.test(Zi(e));
  }
  function oa(e) {
    try {
      if (e.matches(`:popover-open`)) return !0;
    } catch {}
    try {
      return e.matches(`:modal`);
    } catch {
      return !1;
    }
  }
  var sa = /transform|translate|scale|rotate|perspective|filter/,
    ca = /paint|layout|strict|content/,
    la = (e) => !!e && e !== `none`,
    ua;
  function da(e) {
    let t = ta(e) ? ha(e) : e;
    return (
      la(t.transform) ||
      la(t.translate) ||
      la(t.scale) ||
      la(t.rotate) ||
      la(t.perspective) ||
      (!pa() && (la(t.backdropFilter) || la(t.filter))) ||
      sa.test(t.willChange || ``) ||
      ca.test(t.contain || ``)
    );
  }
  function fa(e) {
    let t = _a(e);
    for (; na(t) && !ma(t);) {
      if (da(t)) return t;
      if (oa(t)) return null;
      t = _a(t);
    }
    return null;
  }
  function pa() {
    return ((ua ??= typeof CSS < `u` && CSS.supports && CSS.supports(`-webkit-backdrop-filter`, `none`)), ua);
  }
  function ma(e) {
    return /^(html|body|#document)$/.test(Zi(e));
  }
  function ha(e) {
    return Qi(e).getComputedStyle(e);
  }
  function ga(e) {
    return ta(e)
      ? { scrollLeft: e.scrollLeft, scrollTop: e.scrollTop }
      : { scrollLeft: e.scrollX, scrollTop: e.scrollY };
  }
  function _a(e) {
    if (Zi(e) === `html`) return e;
    let t = e.assignedSlot || e.parentNode || (ra(e) && e.host) || $i(e);
    return ra(t) ? t.host : t;
  }
  function va(e) {
    let t = _a(e);
    return ma(t) ? (e.ownerDocument || e).body : na(t) && ia(t) ? t : va(t);
  }
  function ya(e, t, n) {
    (t === void 0 && (t = []), n === void 0 && (n = !0));
    let r = va(e),
      i = r === e.ownerDocument?.body,
      a = Qi(r);
    if (i) {
      let e = ba(a);
      return t.concat(a, a.visualViewport || [], ia(r) ? r : [], e && n ? ya(e) : []);
    }
    return t.concat(r, ya(r, [], n));
  }
  function ba(e) {
    return e.parent && Object.getPrototypeOf(e.parent) ? e.frameElement : null;
  }
  function xa(e) {
    let t = ha(e),
      n = parseFloat(t.width) || 0,
      r = parseFloat(t.height) || 0,
      i = na(e),
      a = i ? e.offsetWidth : n,
      o = i ? e.offsetHeight : r,
      s = hi(n) !== a || hi(r) !== o;
    return (s && ((n = a), (r = o)), { width: n, height: r, $: s });
  }
  function Sa(e) {
    return ta(e) ? e : e.contextElement;
  }
  function Ca(e) {
    let t = Sa(e);
    if (!na(t)) return _i(1);
    let n = t.getBoundingClientRect(),
      { width: r, height: i, $: a } = xa(t),
      o = (a ? hi(n.width) : n.width) / r,
      s = (a ? hi(n.height) : n.height) / i;
    return ((o && Number.isFinite(o)) || (o = 1), (s && Number.isFinite(s)) || (s = 1), { x: o, y: s });
  }
  var wa = _i(0);
  function Ta(e) {
    let t = Qi(e);
    return !pa() || !t.visualViewport ? wa : { x: t.visualViewport.offsetLeft, y: t.visualViewport.offsetTop };
  }
  function Ea(e, t, n) {
    return (t === void 0 && (t = !1), !!n && t && n === Qi(e));
  }
  function Da(e, t, n, r) {
    (t === void 0 && (t = !1), n === void 0 && (n = !1));
    let i = e.getBoundingClientRect(),
      a = Sa(e),
      o = _i(1);
    t && (r ? ta(r) && (o = Ca(r)) : (o = Ca(e)));
    let s = Ea(a, n, r) ? Ta(a) : _i(0),
      c = (i.left + s.x) / o.x,
      l = (i.top + s.y) / o.y,
      u = i.width / o.x,
      d = i.height / o.y;
    if (a && r) {
      let e = Qi(a),
        t = ta(r) ? Qi(r) : r,
        n = e,
        i = ba(n);
      for (; i && t !== n;) {
        let e = Ca(i),
          t = i.getBoundingClientRect(),
          r = ha(i),
          a = t.left + (i.clientLeft + parseFloat(r.paddingLeft)) * e.x,
          o = t.top + (i.clientTop + parseFloat(r.paddingTop)) * e.y;
        ((c *= e.x), (l *= e.y), (u *= e.x), (d *= e.y), (c += a), (l += o), (n = Qi(i)), (i = ba(n)));
      }
    }
    return zi({ width: u, height: d, x: c, y: l });
  }
  function Oa(e, t) {
    let n = ga(e).scrollLeft;
    return t ? t.left + n : Da($i(e)).left + n;
  }
  function ka(e, t) {
    let n = e.getBoundingClientRect();
    return { x: n.left + t.scrollLeft - Oa(e, n), y: n.top + t.scrollTop };
  }
  function Aa(e) {
    let { elements: t, rect: n, offsetParent: r, strategy: i } = e,
      a = i === `fixed`,
      o = $i(r),
      s = t ? oa(t.floating) : !1;
    if (r === o || (s && a)) return n;
    let c = { scrollLeft: 0, scrollTop: 0 },
      l = _i(1),
      u = _i(0),
      d = na(r);
    if ((d || !a) && ((Zi(r) !== `body` || ia(o)) && (c = ga(r)), d)) {
      let e = Da(r);
      ((l = Ca(r)), (u.x = e.x + r.clientLeft), (u.y = e.y + r.clientTop));
    }
    let f = o && !d && !a ? ka(o, c) : _i(0);
    return {
      width: n.width * l.x,
      height: n.height * l.y,
      x: n.x * l.x - c.scrollLeft * l.x + u.x + f.x,
      y: n.y * l.y - c.scrollTop * l.y + u.y + f.y,
    };
  }
  function ja(e) {
    return e.getClientRects ? Array.from(e.getClientRects()) : [];
  }
  function Ma(e) {
    let t = ga(e),
      n = e.ownerDocument.body,
      r = mi(e.scrollWidth, e.clientWidth, n.scrollWidth, n.clientWidth),
      i = mi(e.scrollHeight, e.clientHeight, n.scrollHeight, n.clientHeight),
      a = -t.scrollLeft + Oa(e),
      o = -t.scrollTop;
    return (
      ha(n).direction === `rtl` && (a += mi(e.clientWidth, n.clientWidth) - r),
      { width: r, height: i, x: a, y: o }
    );
  }
  var Na = 25;
  function Pa(e, t, n) {
    n === void 0 && (n = `viewport`);
    let r = n === `layoutViewport`,
      i = Qi(e),
      a = $i(e),
      o = i.visualViewport,
      s = a.clientWidth,
      c = a.clientHeight,
      l = 0,
      u = 0;
    if (o) {
      let e = !pa() || t === `fixed`;
      r
        ? e || ((l = -o.offsetLeft), (u = -o.offsetTop))
        : ((s = o.width), (c = o.height), e && ((l = o.offsetLeft), (u = o.offsetTop)));
    }
    if (Oa(a) <= 0) {
      let e = a.ownerDocument,
        t = e.body,
        n = getComputedStyle(t),
        r = (e.compatMode === `CSS1Compat` && parseFloat(n.marginLeft) + parseFloat(n.marginRight)) || 0,
        i = Math.abs(a.clientWidth - t.clientWidth - r),
        o = getComputedStyle(a).scrollbarGutter === `stable both-edges` ? i / 2 : i;
      o <= Na && (s -= o);
    }
    return { width: s, height: c, x: l, y: u };
  }
  function Fa(e, t) {
    let n = Da(e, !0, t === `fixed`),
      r = n.top + e.clientTop,
      i = n.left + e.clientLeft,
      a = Ca(e);
    return { width: e.clientWidth * a.x, height: e.clientHeight * a.y, x: i * a.x, y: r * a.y };
  }
  function Ia(e, t, n) {
    let r;
    if (t === `viewport` || t === `layoutViewport`) r = Pa(e, n, t);
    else if (t === `document`) r = Ma($i(e));
    else if (ta(t)) r = Fa(t, n);
    else {
      let n = Ta(e);
      r = { x: t.x - n.x, y: t.y - n.y, width: t.width, height: t.height };
    }
    return zi(r);
  }
  function La(e, t) {
    let n = t.get(e);
    if (n) return n;
    let r = ya(e, [], !1).filter((e) => ta(e) && Zi(e) !== `body`),
      i = null,
      a = ha(e).position === `fixed`,
      o = a ? _a(e) : e;
    for (; ta(o) && !ma(o);) {
      let e = ha(o),
        t = da(o),
        n = i ? i.position : a ? `fixed` : ``;
      (!t && (n === `fixed` || (n === `absolute` && e.position === `static`))
        ? (r = r.filter((e) => e !== o))
        : (i = e),
        (o = _a(o)));
    }
    return (t.set(e, r), r);
  }
  function Ra(e) {
    let { element: t, boundary: n, rootBoundary: r, strategy: i } = e,
      a = [...(n === `clippingAncestors` ? (oa(t) ? [] : La(t, this._c)) : [].concat(n)), r],
      o = Ia(t, a[0], i),
      s = o.top,
      c = o.right,
      l = o.bottom,
      u = o.left;
    for (let e = 1; e < a.length; e++) {
      let n = Ia(t, a[e], i);
      ((s = mi(n.top, s)), (c = pi(n.right, c)), (l = pi(n.bottom, l)), (u = mi(n.left, u)));
    }
    return { width: c - u, height: l - s, x: u, y: s };
  }
  function za(e) {
    let { width: t, height: n } = xa(e);
    return { width: t, height: n };
  }
  function Ba(e, t, n) {
    let r = na(t),
      i = $i(t),
      a = n === `fixed`,
      o = Da(e, !0, a, t),
      s = { scrollLeft: 0, scrollTop: 0 },
      c = _i(0);
    if ((r || !a) && ((Zi(t) !== `body` || ia(i)) && (s = ga(t)), r)) {
      let e = Da(t, !0, a, t);
      ((c.x = e.x + t.clientLeft), (c.y = e.y + t.clientTop));
    }
    !r && i && (c.x = Oa(i));
    let l = i && !r && !a ? ka(i, s) : _i(0);
    return {
      x: o.left + s.scrollLeft - c.x - l.x,
      y: o.top + s.scrollTop - c.y - l.y,
      width: o.width,
      height: o.height,
    };
  }
  function Va(e) {
    return ha(e).position === `static`;
  }
  function Ha(e, t) {
    if (!na(e) || ha(e).position === `fixed`) return null;
    if (t) return t(e);
    let n = e.offsetParent;
    return ($i(e) === n && (n = n.ownerDocument.body), n);
  }
  function Ua(e, t) {
    let n = Qi(e);
    if (oa(e)) return n;
    if (!na(e)) {
      let t = _a(e);
      for (; t && !ma(t);) {
        if (ta(t) && !Va(t)) return t;
        t = _a(t);
      }
      return n;
    }
    let r = Ha(e, t);
    for (; r && aa(r) && Va(r);) r = Ha(r, t);
    return r && ma(r) && Va(r) && !da(r) ? n : r || fa(e) || n;
  }
  var Wa = async function (e) {
    let t = this.getOffsetParent || Ua,
      n = this.getDimensions,
      r = await n(e.floating);
    return {
      reference: Ba(e.reference, await t(e.floating), e.strategy),
      floating: { x: 0, y: 0, width: r.width, height: r.height },
    };
  };
  function Ga(e) {
    return ha(e).direction === `rtl`;
  }
  var Ka = {
    convertOffsetParentRelativeRectToViewportRelativeRect: Aa,
    getDocumentElement: $i,
    getClippingRect: Ra,
    getOffsetParent: Ua,
    getElementRects: Wa,
    getClientRects: ja,
    getDimensions: za,
    getScale: Ca,
    isElement: ta,
    isRTL: Ga,
  };
  function qa(e, t) {
    return e.x === t.x && e.y === t.y && e.width === t.width && e.height === t.height;
  }
  function Ja(e, t, n) {
    let r = null,
      i,
      a = $i(e);
    function o() {
      var e;
      (clearTimeout(i), (e = r) == null || e.disconnect(), (r = null));
    }
    function s(n, c) {
      (n === void 0 && (n = !1), c === void 0 && (c = 1), o());
      let l = e.getBoundingClientRect(),
        { left: u, top: d, width: f, height: p } = l;
      if ((n || t(), !f || !p)) return;
      let m = gi(d),
        h = gi(a.clientWidth - (u + f)),
        g = gi(a.clientHeight - (d + p)),
        _ = gi(u),
        v = { rootMargin: -m + `px ` + -h + `px ` + -g + `px ` + -_ + `px`, threshold: mi(0, pi(1, c)) || 1 },
        y = !0;
      function b(t) {
        let n = t[0].intersectionRatio;
        if (!qa(l, e.getBoundingClientRect())) return s();
        if (n !== c) {
          if (!y) return s();
          n
            ? s(!1, n)
            : (i = setTimeout(() => {
                s(!1, 1e-7);
              }, 1e3));
        }
        y = !1;
      }
      try {
        r = new IntersectionObserver(b, { ...v, root: a.ownerDocument });
      } catch {
        r = new IntersectionObserver(b, v);
      }
      r.observe(e);
    }
    let c = Qi(e),
      l = () => s(n);
    return (
      c.addEventListener(`resize`, l),
      s(!0),
      () => {
        (c.removeEventListener(`resize`, l), o());
      }
    );
  }
  function Ya(e, t, n, r) {
    r === void 0 && (r = {});
    let {
        ancestorScroll: i = !0,
        ancestorResize: a = !0,
        elementResize: o = typeof ResizeObserver == `function`,
        layoutShift: s = typeof IntersectionObserver == `function`,
        animationFrame: c = !1,
      } = r,
      l = Sa(e),
      u = i || a ? [...(l ? ya(l) : []), ...(t ? ya(t) : [])] : [];
    u.forEach((e) => {
      (i && e.addEventListener(`scroll`, n), a && e.addEventListener(`resize`, n));
    });
    let d = l && s ? Ja(l, n, a) : null,
      f = -1,
      p = null;
    o &&
      ((p = new ResizeObserver((e) => {
        let [r] = e;
        (r &&
          r.target === l &&
          p &&
          t &&
          (p.unobserve(t),
          cancelAnimationFrame(f),
          (f = requestAnimationFrame(() => {
            var e;
            (e = p) == null || e.observe(t);
          }))),
          n());
      })),
      l && !c && p.observe(l),
      t && p.observe(t));
    let m,
      h = c ? Da(e) : null;
    c && g();
    function g() {
      let t = Da(e);
      (h && !qa(h, t) && n(), (h = t), (m = requestAnimationFrame(g)));
    }
    return (
      n(),
      () => {
        var e;
        (u.forEach((e) => {
          (i && e.removeEventListener(`scroll`, n), a && e.removeEventListener(`resize`, n));
        }),
          d?.(),
          (e = p) == null || e.disconnect(),
          (p = null),
          c && cancelAnimationFrame(m));
      }
    );
  }
  var Xa = qi,
    Za = Ji,
    Qa = Wi,
    $a = Yi,
    eo = (e, t, n) => {
      let r = new Map(),
        i = n ?? {},
        a = { ...Ka, ...i.platform, _c: r };
      return Ui(e, t, { ...i, platform: a });
    },
    to = class {
      fields = new Set();
      form = null;
      submit = null;
      add(e) {
        return (this.fields.add(e), () => this.fields.delete(e));
      }
    },
    no = De(null),
    ro = De(null),
    q = () => Ge(ro),
    io = () => Ge(no);
  function ao(e) {
    let t = Ge(ti),
      n = Ge(no),
      r = Ge(ro),
      [i] = F(() => document.createElement(`div`));
    return (
      I(
        () => (
          e.into.append(i),
          () => {
            (Ee(null, i), i.remove());
          }
        ),
        [],
      ),
      I(() => {
        Ee(
          W(ti.Provider, {
            value: t,
            children: W(ro.Provider, { value: r, children: W(no.Provider, { value: n, children: e.children }) }),
          }),
          i,
        );
      }),
      null
    );
  }
  function oo(e, t) {
    return W(ao, { into: t, children: e });
  }
  function so(e) {
    return e.isComposing || e.keyCode === 229;
  }
  function co(e) {
    return e.key === `Enter` && !so(e);
  }
  var lo = [];
  function uo(e, t, n = !0) {
    let r = L(t);
    ((r.current = t),
      I(() => {
        if (!n) return;
        let t = { host: e, close: () => r.current() };
        return (
          lo.length || document.addEventListener(`keydown`, go, !0),
          lo.push(t),
          () => {
            (lo.splice(lo.indexOf(t), 1), lo.length || document.removeEventListener(`keydown`, go, !0));
          }
        );
      }, [n]));
  }
  function fo(e, t, n, r = !0) {
    let [i] = F(() => e.shadowRoot.activeElement ?? ho());
    I(() => {
      if (r)
        return () => {
          let r = e.shadowRoot.activeElement;
          (r ? t.current?.contains(r) : !ho()) && (i?.isConnected ? i : n?.current)?.focus({ preventScroll: !0 });
        };
    }, []);
  }
  function po(e, t) {
    I(() => {
      let n = e.shadowRoot.querySelector(`.ck-main`),
        r = () => {
          let r = getComputedStyle(t.current).position === `absolute`;
          (r && n.contains(e.shadowRoot.activeElement) && t.current.focus(), n.toggleAttribute(`inert`, r));
        };
      r();
      let i = new ResizeObserver(r);
      return (
        i.observe(e),
        () => {
          (i.disconnect(), n.removeAttribute(`inert`));
        }
      );
    }, []);
  }
  function mo() {
    return !ho();
  }
  function ho() {
    let { activeElement: e } = document;
    return e === document.body || e === document.documentElement ? null : e;
  }
  function go(e) {
    if (e.key !== `Escape` || so(e)) return;
    let t = e.composedPath(),
      n = t[0] === document.body || t[0] === document.documentElement,
      r = lo.findLast((e) => n || t.includes(e.host));
    r && (e.stopPropagation(), e.preventDefault(), r.close());
  }
  function _o(e) {
    let t = Ge(ti),
      n = L(null),
      r = L(e.onClose);
    return (
      (r.current = e.onClose),
      uo(t.host, () => r.current?.(), !!e.onClose),
      fo(t.host, n, e.anchor, !!e.onClose),
      I(() => {
        let t = n.current,
          r = e.anchor.current;
        if (!t || !r) return;
        let i = async () => {
          let n = await eo(r, t, {
            placement: e.side ?? `bottom-start`,
            middleware: [
              Xa(6),
              Qa({ padding: 8 }),
              Za({ padding: 8 }),
              $a({
                padding: 8,
                apply: ({ availableHeight: n, rects: r }) => {
                  (t.style.setProperty(`max-height`, `${Math.max(120, n)}px`),
                    e.matchWidth && t.style.setProperty(`min-width`, `${r.reference.width}px`));
                },
              }),
            ],
          });
          (t.style.setProperty(`left`, `${n.x}px`),
            t.style.setProperty(`top`, `${n.y}px`),
            t.classList.add(`ck-placed`));
        };
        return Ya(r, t, () => void i());
      }, []),
      I(() => {
        if (!e.onClose) return;
        let t = (t) => {
          let i = t.composedPath();
          !i.includes(n.current) && !i.includes(e.anchor.current) && r.current?.();
        };
        return (
          document.addEventListener(`pointerdown`, t, !0),
          () => document.removeEventListener(`pointerdown`, t, !0)
        );
      }, []),
      oo(
        W(`div`, {
          ref: n,
          class: `ck-layer ${e.class ?? ``}`,
          role: e.role ?? (e.onClose ? void 0 : `tooltip`),
          "aria-label": e.label,
          id: e.id,
          children: e.children,
        }),
        t.host.shadowRoot.querySelector(`.ck-layers`),
      )
    );
  }
  var vo = ` (?)`;
  function yo(e) {
    return oi.has(e.number.state) ? W(bo, { text: e.text }) : W(xo, { ...e });
  }
  function bo(e) {
    let { t } = K(),
      n = e.text.endsWith(vo);
    return W(`span`, {
      class: `ck-unsourced`,
      children: [
        n ? e.text.slice(0, -4) : null,
        W(`span`, { "aria-hidden": `true`, children: n ? vo : e.text }),
        W(`span`, { class: `ck-hidden`, children: n ? ` (${t(`numberUnchecked`)})` : t(`numberLeftOut`) }),
      ],
    });
  }
  function xo(e) {
    let { host: t, chat: n } = K(),
      { number: r } = e,
      [i, a] = F(!1),
      o = L(null),
      s = Ke();
    return (
      uo(t, () => a(!1), i),
      W(M, {
        children: [
          W(`span`, {
            ref: o,
            class: `ck-number`,
            tabIndex: e.first ? 0 : -1,
            "aria-describedby": i ? s : void 0,
            onMouseEnter: () => a(!0),
            onMouseLeave: () => a(!1),
            onFocus: () => a(!0),
            onBlur: () => a(!1),
            onClick: () => Co(t, n, r.card),
            onKeyDown: (e) => So(e, () => Co(t, n, r.card)),
            children: e.text,
          }),
          i ? W(_o, { anchor: o, class: `ck-tip`, side: `top`, id: s, children: W(To, { number: r }) }) : null,
        ],
      })
    );
  }
  function So(e, t) {
    e.key === `Enter` && t();
    let n = { ArrowRight: 1, ArrowLeft: -1 }[e.key],
      r = e.currentTarget;
    if (!n) return;
    let i = [...(r.closest(`.ck-assistant`)?.querySelectorAll(`.ck-number`) ?? [])];
    (i[i.indexOf(r) + n]?.focus(), e.preventDefault());
  }
  function Co(e, t, n) {
    wo(t, n) &&
      [...e.shadowRoot.querySelectorAll(`[data-item]`)]
        .find((e) => e.dataset.item === n)
        ?.scrollIntoView({ block: `nearest`, behavior: `smooth` });
  }
  function wo(e, t) {
    let n = t ? e.state.value.items.find((e) => e.item.id === t)?.item : void 0;
    return n?.type === `widget` ? Xt(n.widget).name || (n.copy_text ?? ``).split(/ \| |\n/, 1)[0].slice(0, 80) : ``;
  }
  function To(e) {
    let { chat: t, t: n, locale: r } = K(),
      { state: i, source: a, asOf: o, card: s } = e.number,
      c = wo(t, s),
      l = Eo(o, r),
      u = n(i === `derived` ? `numberDerived` : i === `page` ? `numberPage` : `numberVerified`);
    return W(`span`, {
      class: `ck-source-lines`,
      children: [
        W(`strong`, { children: a || u }),
        a ? W(`span`, { children: u }) : null,
        l ? W(`small`, { children: n(`numberAsOf`, { time: l }) }) : null,
        c ? W(`small`, { children: n(`numberCard`, { card: c }) }) : null,
      ],
    });
  }
  function Eo(e, t, n = new Date()) {
    let r = new Date(e);
    if (!e || Number.isNaN(r.getTime())) return ``;
    let i = r.toDateString() === n.toDateString();
    return new Intl.DateTimeFormat(t, { ...(i ? {} : { dateStyle: `medium` }), timeStyle: `short` }).format(r);
  }
  var Do = class extends ae {
      state = { failed: !1, key: void 0 };
      static getDerivedStateFromProps(e, t) {
        return e.retryKey === t.key ? null : { failed: !1, key: e.retryKey };
      }
      componentDidCatch(e) {
        (this.props.onError?.(e),
          console.error(`ChatKit: a part could not be drawn`, e),
          this.setState({ failed: !0 }));
      }
      render() {
        return this.state.failed ? this.props.fallback() : this.props.children;
      }
    },
    Oo = `button, a[href], input, select, textarea, summary, [tabindex='0']`;
  function ko(e, t) {
    let { host: n } = K(),
      r = L(-1),
      i = n.shadowRoot;
    (e.current?.contains(i.activeElement) && (r.current = Ao(e.current).indexOf(i.activeElement)),
      I(() => {
        let t = e.current,
          n = () => (r.current = Ao(t).indexOf(i.activeElement)),
          a = (e) => {
            e.relatedTarget !== null && (r.current = -1);
          },
          o = (e) => {
            e.composedPath().includes(t) || (r.current = -1);
          };
        return (
          t.addEventListener(`focusin`, n),
          t.addEventListener(`focusout`, a),
          document.addEventListener(`pointerdown`, o, !0),
          () => {
            (t.removeEventListener(`focusin`, n),
              t.removeEventListener(`focusout`, a),
              document.removeEventListener(`pointerdown`, o, !0));
          }
        );
      }, []),
      I(() => {
        let t = e.current;
        if (r.current < 0 || i.activeElement || t.querySelector(`[inert]`)) return;
        let n = Ao(t);
        (n[Math.min(r.current, n.length - 1)] ?? t).focus({ preventScroll: !0 });
      }, [t]));
  }
  function Ao(e) {
    return [...e.querySelectorAll(Oo)].filter((e) => !e.disabled);
  }
  var jo = 6e4,
    Mo = 60 * jo,
    No = 2 ** 31 - 1;
  function Po(e) {
    let { fold: t, draw: n } = e,
      [r, i] = F(!1),
      a = L(null);
    return (
      I(() => {
        r &&
          t.once &&
          (a.current?.querySelector(`button, a, input, select, textarea`) ?? a.current)?.focus({ preventScroll: !0 });
      }, [r]),
      W(M, {
        children: [
          r && t.once
            ? null
            : W(`button`, {
                type: `button`,
                class: t.once ? `ck-fold ck-fold-more` : `ck-fold`,
                "aria-expanded": r,
                "aria-label": t.about,
                onClick: () => i(!r),
                children: [
                  W(`span`, { dir: `auto`, children: t.label }),
                  W(G, { name: r ? `lucide:chevron-up` : `lucide:chevron-down`, size: 14 }),
                ],
              }),
          r ? W(`div`, { class: `ck-foldpart`, ref: a, tabIndex: -1, children: n() }) : null,
        ],
      })
    );
  }
  function Fo(e) {
    let { t } = K(),
      [n, r] = F(Date.now),
      i = e - n;
    return (
      Ue(() => {
        if (i <= 0) return;
        let e = i > Mo ? i - Mo : i % jo || jo,
          t = setTimeout(() => r(Date.now()), Math.min(e + 50, No));
        return () => clearTimeout(t);
      }, [e, n]),
      i > 0 && i <= Mo ? t(`inMinutes`, { n: Math.max(1, Math.ceil(i / jo)) }) : ``
    );
  }
  var Io = new Map(),
    Lo = { left: U.widgetNodes };
  function Ro(e) {
    for (let [t, n] of Object.entries(e)) Io.set(t, n);
  }
  function zo(e) {
    let { children: t } = e;
    return (Array.isArray(t) ? t : t ? [t] : []).filter((e) => !!e && typeof e == `object` && !Array.isArray(e));
  }
  function Bo(e) {
    let { node: t, place: n } = e;
    if (n.depth >= U.widgetDepth) return null;
    let r = new Map();
    return zo(t).map((t, i) => {
      let a = `${t.type}:${t.key ?? t.id ?? t.name ?? i}`,
        o = r.get(a) ?? 0;
      r.set(a, o + 1);
      let s = o ? `${a}#${o}` : a;
      return W(
        Ho,
        {
          node: t,
          place: {
            path: `${n.path}/${s}`,
            container: e.container ?? n.container,
            depth: n.depth + 1,
            row: e.row ?? !1,
          },
        },
        s,
      );
    });
  }
  function Vo(e) {
    let t = Fo(e.at);
    return W(Ho, { node: t ? { ...e.node, value: `${H(e.node.value)} · ${t}` } : e.node, place: e.place, opened: !0 });
  }
  function Ho(e) {
    let { t } = K(),
      n = q(),
      { node: r, place: i } = e;
    if (Lo.left-- <= 0) return null;
    let a = r.id === void 0 ? void 0 : n.folds.get(H(r.id));
    if (a && !e.opened) return W(Po, { fold: a, draw: () => W(Ho, { node: r, place: i, opened: !0 }) });
    let o = r.id === void 0 ? void 0 : n.starts.get(H(r.id));
    if (o !== void 0 && !e.opened) return W(Vo, { node: r, place: i, at: o });
    let s = Io.get(r.type);
    return s
      ? W(Do, {
          retryKey: r,
          onError: () => n.log(`widget.failed`, { type: r.type }),
          fallback: () => W(`span`, { class: `ck-muted`, children: t(`noWidget`) }),
          children: W(s, { ...e }),
        })
      : (n.log(`widget.unknown_component`, { type: String(r.type).slice(0, 60) }),
        W(Bo, { node: r, place: i, row: i.row }));
  }
  var Uo = 700,
    Wo = class {
      chat;
      itemId;
      of = null;
      #e = B(``);
      typed = this.#e;
      write = null;
      #t = ``;
      #n;
      #r = null;
      constructor(e, t) {
        ((this.chat = e), (this.itemId = t));
      }
      follow(e, t) {
        ((this.#e.value = e), (this.#t = t));
      }
      changed(e) {
        ((this.#e.value = e), clearTimeout(this.#n), this.#i() && (this.#n = setTimeout(() => void this.save(), Uo)));
      }
      choose(e) {
        (this.write?.(e), (this.#e.value = e), this.save());
      }
      async save() {
        (clearTimeout(this.#n), await this.#r);
        let { of: e } = this;
        if (!e || !this.#i()) return;
        let t = typeof e.save.payload == `object` ? e.save.payload : {},
          n = { ...e.save, payload: { ...t, [e.field]: this.#e.value } },
          r = this.chat.action(n, this.itemId, !1).catch((e) => {
            this.chat.log(`stake.not_saved`, { name: e instanceof Error ? e.name : `` });
          });
        ((this.#r = r), await r, this.#r === r && (this.#r = null));
      }
      async settled() {
        (clearTimeout(this.#n), await this.#r);
      }
      stop() {
        clearTimeout(this.#n);
      }
      payout() {
        let e = Wt(this.#e.value);
        return e === null || !this.of?.price ? null : Gt(e, this.of.price);
      }
      textOf(e) {
        let { of: t } = this;
        if (!t?.price || !e || (e !== t.payout && e !== t.profit)) return null;
        let n = Wt(this.#e.value),
          r = this.payout();
        return n === null || r === null ? `—` : Kt(e === t.payout ? r : r - n);
      }
      chipOf(e) {
        let { of: t } = this;
        return !t?.chip || e?.type !== t.save.type || typeof e.payload != `object`
          ? null
          : H(e.payload[t.chip]) || null;
      }
      #i() {
        let e = Wt(this.#e.value);
        return e !== null && e !== Wt(this.#t);
      }
    };
  function Go(e, t) {
    let { chat: n } = K(),
      r = We(() => new Wo(n, e), [n, e]),
      { slip: i } = Xt(t);
    return ((r.of = i?.state === `open` ? i.stake : null), Ue(() => () => r.stop(), [r]), r.of && e ? r : null);
  }
  function Ko(e, t, n, r, i) {
    (I(() => e?.follow(n, r), [e, n, r]),
      I(() => {
        if (e)
          return (
            (e.write = i),
            () => {
              e.write = null;
            }
          );
      }));
    let a = e?.of?.seen ?? ``;
    I(() => {
      if (!e || !t || !a) return;
      let n = { name: a, value: () => e.payout()?.toString(), element: () => null, report: () => void 0 };
      return t.add(n);
    }, [e, t, a]);
  }
  var qo = { path: ``, container: ``, depth: 0, row: !1 },
    Jo = 0;
  function Yo(e) {
    let t = L(null);
    return (
      ko(t, e.item.widget),
      W(`div`, {
        class: `ck-widget`,
        part: `widget`,
        "data-item": e.item.id,
        tabIndex: -1,
        ref: t,
        children: W(Zo, { itemId: e.item.id, root: e.item.widget }),
      })
    );
  }
  function Xo(e) {
    return W(Zo, { itemId: ``, root: e.root });
  }
  function Zo(e) {
    let { chat: t, t: n } = K(),
      { itemId: r, root: i } = e,
      [a, o] = F(new Set()),
      [s, c] = F(null),
      l = We(() => `w${Jo++}`, []),
      u = We(() => $o(i, new Set()), [i]),
      d = L(null),
      f = Go(r, i),
      p = t.phase.value !== `idle`;
    (d.current !== i && a.size && ((d.current = i), o(new Set())), (d.current = i));
    let m = (e) => !!(e && p && e.handler !== `client` && e.streaming !== !1),
      h = (e, i) => {
        if (!e || typeof e.type != `string` || m(e)) return;
        let { payload: a, collisions: s } = zt(e.payload, Qo(i));
        s.length && t.fail(Error(`ChatKit: form values hidden by the action's payload: ${s.join(`, `)}`));
        let l = e.loadingBehavior ?? `auto`,
          u = l === `auto` ? (U.autoLoading[i.control] ?? `none`) : l,
          d = u === `none` ? null : u === `self` ? i.path : `container:${i.container}`;
        (d !== null && o((e) => new Set(e).add(d)), c(null));
        let p = f && i.form ? f.settled() : null,
          h = () =>
            e.handler === `client`
              ? g(e.type, a)
              : t.action({ type: e.type, payload: a }, r || void 0, e.streaming !== !1);
        (p ? p.then(h) : h())
          .catch((r) => {
            if (e.handler === `client` || e.streaming === !1) {
              let e = t.fail(r);
              c(e.name === `HttpError` ? e.message : n(`actionFailed`));
            }
          })
          .finally(() => {
            d !== null && o((e) => new Set([...e].filter((e) => e !== d)));
          });
      },
      g = async (e, n) => {
        let a = t.options.peek().widgets?.onAction;
        if (!a) throw Error(`No widgets.onAction handler for "${e}"`);
        await a({ type: e, ...(n === void 0 ? {} : { payload: n }) }, { id: r, widget: i });
      },
      _ = Xt(i),
      v = {
        itemId: r,
        root: i,
        busy: a,
        run: h,
        blocked: m,
        responding: p,
        uid: l,
        labels: u,
        prices: _.prices,
        folds: _.folds,
        starts: _.starts,
        names: _.names,
        ends: _.ends,
        stake: f,
        log: (e, n) => t.log(e, n),
      };
    return (
      (Lo.left = U.widgetNodes),
      W(ro.Provider, {
        value: v,
        children: W(no.Provider, {
          value: null,
          children: [
            W(Do, {
              retryKey: i,
              fallback: () => W(`span`, { class: `ck-muted`, children: n(`noWidget`) }),
              children: W(Ho, { node: i, place: { ...qo, path: i.type } }, i.type),
            }),
            s ? W(`p`, { class: `ck-inline-error`, role: `alert`, children: s }) : null,
          ],
        }),
      })
    );
  }
  function Qo(e) {
    let t = {};
    for (let n of e.form?.fields ?? []) {
      let e = n.value();
      e !== void 0 && Rt(t, n.name, e);
    }
    for (let [n, r] of Object.entries(e.own ?? {})) r !== void 0 && Rt(t, n, r);
    return t;
  }
  function $o(e, t) {
    e.type === `Label` && typeof e.fieldName == `string` && t.add(e.fieldName);
    for (let n of zo(e)) $o(n, t);
    return t;
  }
  function es(e) {
    let { chat: t, host: n } = K(),
      { entity: r } = e,
      i = r.title ?? r.text ?? ``,
      a = t.options.value.entities,
      [o, s] = F(void 0),
      [c, l] = F(!1),
      u = L(void 0),
      d = L(null);
    uo(n, () => l(!1), c);
    let f =
      e.inline && !r.inline_label && r.icon
        ? W(G, { name: r.icon, size: `1em` })
        : W(M, { children: e.inline ? (r.inline_label ?? i) : `@${i}` });
    if (!r.interactive) return W(`span`, { class: `ck-tag`, title: i, children: f });
    let p = e.inline ? (r.inline_label ?? i) : i,
      m = p === i ? i : `${p}, ${i}`,
      h = {
        id: r.id ?? ``,
        title: i,
        ...(r.icon ? { icon: r.icon } : {}),
        ...(r.group ? { group: r.group } : {}),
        interactive: !0,
        data: r.data ?? {},
      },
      g = () => {
        l(!0);
        let { onRequestPreview: e } = a ?? {};
        e &&
          o === void 0 &&
          Promise.resolve()
            .then(() => e(h))
            .then((e) => s(e?.preview ?? null))
            .catch((e) => {
              (t.fail(e), s(null));
            });
      },
      _ = () => {
        (clearTimeout(u.current), (u.current = setTimeout(g, U.previewDelayMs)));
      },
      v = () => {
        (clearTimeout(u.current), l(!1));
      };
    return W(M, {
      children: [
        W(`button`, {
          ref: d,
          type: `button`,
          class: `ck-tag ck-tag-live`,
          "aria-label": m,
          onClick: () => {
            try {
              a?.onClick?.(h);
            } catch (e) {
              t.fail(e);
            }
          },
          onMouseEnter: _,
          onMouseLeave: v,
          onFocus: _,
          onBlur: v,
          children: f,
        }),
        c
          ? W(_o, {
              anchor: d,
              class: `ck-preview`,
              side: `top-start`,
              children: o
                ? W(Xo, { root: o })
                : W(`div`, {
                    class: `ck-source-lines`,
                    children: [
                      W(`strong`, { children: i }),
                      r.label || r.group ? W(`small`, { children: r.label ?? r.group }) : null,
                    ],
                  }),
            })
          : null,
      ],
    });
  }
  function ts(e) {
    let t = e.replace(/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\ue200-\ue201]/g, ``),
      n = /^([a-z][a-z0-9+.-]*):/i.exec(t)?.[1]?.toLowerCase();
    if (n === `chatkit-link`)
      try {
        let e = new URL(t.replace(/^chatkit-link:/i, `https:`));
        return {
          kind: `deeplink`,
          name: decodeURIComponent(/^chatkit-link:\/\/([^?#]*)/i.exec(t)?.[1]?.replace(/\/$/, ``) ?? ``),
          data: Object.fromEntries(e.searchParams),
        };
      } catch {
        return null;
      }
    return n
      ? [`http`, `https`, `mailto`, `tel`].includes(n)
        ? { kind: `web`, href: t }
        : null
      : t.startsWith(`//`)
        ? { kind: `web`, href: `https:${t}` }
        : { kind: `web`, href: t };
  }
  function ns(e, t) {
    if (/^data:image\/(?!svg)/i.test(e) || e.startsWith(`blob:`)) return !0;
    try {
      let n = new URL(e, location.href);
      return n.protocol !== `https:` && n.protocol !== `http:`
        ? !1
        : (t ?? []).some((e) => n.hostname === e || n.hostname.endsWith(`.${e}`));
    } catch {
      return !1;
    }
  }
  function rs(e) {
    try {
      return new URL(e, location.href).hostname;
    } catch {
      return `?`;
    }
  }
  var is = {
    amp: `&`,
    lt: `<`,
    gt: `>`,
    quot: `"`,
    apos: `'`,
    nbsp: `\xA0`,
    copy: `©`,
    reg: `®`,
    hellip: `…`,
    mdash: `—`,
    ndash: `–`,
    euro: `€`,
    times: `×`,
    deg: `°`,
    middot: `·`,
    bull: `•`,
    rarr: `→`,
    larr: `←`,
  };
  function as(e) {
    return e.includes(`&`)
      ? e.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (e, t, n, r) => {
          if (r) return is[String(r).toLowerCase()] ?? e;
          let i = t ? Number(t) : Number.parseInt(String(n), 16);
          return i > 0 && i <= 1114111 && !(i >= 55296 && i <= 57343) ? String.fromCodePoint(i) : `�`;
        })
      : e;
  }
  function os(e) {
    return W(`span`, {
      class: `ck-cites`,
      children: e.annotations.map(({ source: t }, n) =>
        t.type === `entity`
          ? W(es, { entity: t, inline: !0 }, n)
          : t.type === `file`
            ? W(`span`, { class: `ck-cite`, title: t.title, children: t.filename || t.title }, n)
            : W(cs, { source: t, number: ss(t, e.all) }, n),
      ),
    });
  }
  function ss(e, t) {
    let n = [];
    for (let e of t.flat()) {
      let { type: t, url: r } = e.source;
      t === `url` && r && !n.includes(r) && n.push(r);
    }
    return n.indexOf(e.url ?? ``) + 1;
  }
  function cs(e) {
    let { source: t, number: n } = e,
      [r, i] = F(!1),
      a = L(null),
      { host: o } = K();
    uo(o, () => i(!1), r);
    let s = ts(t.url ?? ``),
      c = { onMouseEnter: () => i(!0), onMouseLeave: () => i(!1), onFocus: () => i(!0), onBlur: () => i(!1) };
    return W(M, {
      children: [
        W(`a`, {
          ref: a,
          class: `ck-cite`,
          "aria-label": `${n}: ${[t.title, t.attribution].filter(Boolean).join(`, `)}`,
          target: `_blank`,
          rel: `noopener noreferrer`,
          ...(s?.kind === `web` ? { href: s.href } : {}),
          ...c,
          children: n || `•`,
        }),
        r ? W(_o, { anchor: a, class: `ck-tip`, side: `top`, children: W(ls, { source: t }) }) : null,
      ],
    });
  }
  function ls(e) {
    let { title: t, attribution: n, timestamp: r, url: i, filename: a, description: o } = e.source,
      s = [n ?? (i ? rs(i) : a), r].filter(Boolean).join(` · `);
    return W(`span`, {
      class: `ck-source-lines`,
      children: [
        W(`strong`, { children: t }),
        o ? W(`span`, { children: o }) : null,
        s ? W(`small`, { children: s }) : null,
      ],
    });
  }
  function us(e) {
    let { t } = K(),
      n = new Set(),
      r = e.annotations
        .map((e) => e.source)
        .filter((e) => e && e.type !== `entity`)
        .filter((e) => {
          let t = e.url ?? e.filename ?? e.title;
          return !n.has(t) && !!n.add(t);
        });
    return r.length
      ? W(`details`, {
          class: `ck-sources`,
          children: [
            W(`summary`, {
              children: [
                W(G, { name: `globe`, size: 14 }),
                ` `,
                t(`sources`),
                ` `,
                W(`span`, { class: `ck-count`, children: r.length }),
              ],
            }),
            W(`ul`, {
              children: r.map((e, t) => {
                let n = e.url ? ts(e.url) : null;
                return W(
                  `li`,
                  {
                    children:
                      n?.kind === `web`
                        ? W(`a`, {
                            href: n.href,
                            target: `_blank`,
                            rel: `noopener noreferrer`,
                            children: W(ls, { source: e }),
                          })
                        : W(ls, { source: e }),
                  },
                  t,
                );
              }),
            }),
          ],
        })
      : null;
  }
  var ds = c(
      o((e, t) => {
        function n(e) {
          return (
            e instanceof Map
              ? (e.clear =
                  e.delete =
                  e.set =
                    function () {
                      throw Error(`map is read-only`);
                    })
              : e instanceof Set &&
                (e.add =
                  e.clear =
                  e.delete =
                    function () {
                      throw Error(`set is read-only`);
                    }),
            Object.freeze(e),
            Object.getOwnPropertyNames(e).forEach((t) => {
              let r = e[t],
                i = typeof r;
              (i !== `object` && i !== `function`) || Object.isFrozen(r) || n(r);
            }),
            e
          );
        }
        var r = class {
          constructor(e) {
            (e.data === void 0 && (e.data = {}), (this.data = e.data), (this.isMatchIgnored = !1));
          }
          ignoreMatch() {
            this.isMatchIgnored = !0;
          }
        };
        function i(e) {
          return e
            .replace(/&/g, `&amp;`)
            .replace(/</g, `&lt;`)
            .replace(/>/g, `&gt;`)
            .replace(/"/g, `&quot;`)
            .replace(/'/g, `&#x27;`);
        }
        function a(e, ...t) {
          let n = Object.create(null);
          for (let t in e) n[t] = e[t];
          return (
            t.forEach(function (e) {
              for (let t in e) n[t] = e[t];
            }),
            n
          );
        }
        var o = `</span>`,
          s = (e) => !!e.scope,
          c = (e, { prefix: t }) => {
            if (e.startsWith(`language:`)) return e.replace(`language:`, `language-`);
            if (e.includes(`.`)) {
              let n = e.split(`.`);
              return [`${t}${n.shift()}`, ...n.map((e, t) => `${e}${`_`.repeat(t + 1)}`)].join(` `);
            }
            return `${t}${e}`;
          },
          l = class {
            constructor(e, t) {
              ((this.buffer = ``), (this.classPrefix = t.classPrefix), e.walk(this));
            }
            addText(e) {
              this.buffer += i(e);
            }
            openNode(e) {
              if (!s(e)) return;
              let t = c(e.scope, { prefix: this.classPrefix });
              this.span(t);
            }
            closeNode(e) {
              s(e) && (this.buffer += o);
            }
            value() {
              return this.buffer;
            }
            span(e) {
              this.buffer += `<span class="${e}">`;
            }
          },
          u = (e = {}) => {
            let t = { children: [] };
            return (Object.assign(t, e), t);
          },
          d = class e {
            constructor() {
              ((this.rootNode = u()), (this.stack = [this.rootNode]));
            }
            get top() {
              return this.stack[this.stack.length - 1];
            }
            get root() {
              return this.rootNode;
            }
            add(e) {
              this.top.children.push(e);
            }
            openNode(e) {
              let t = u({ scope: e });
              (this.add(t), this.stack.push(t));
            }
            closeNode() {
              if (this.stack.length > 1) return this.stack.pop();
            }
            closeAllNodes() {
              for (; this.closeNode(););
            }
            toJSON() {
              return JSON.stringify(this.rootNode, null, 4);
            }
            walk(e) {
              return this.constructor._walk(e, this.rootNode);
            }
            static _walk(e, t) {
              return (
                typeof t == `string`
                  ? e.addText(t)
                  : t.children && (e.openNode(t), t.children.forEach((t) => this._walk(e, t)), e.closeNode(t)),
                e
              );
            }
            static _collapse(t) {
              typeof t != `string` &&
                t.children &&
                (t.children.every((e) => typeof e == `string`)
                  ? (t.children = [t.children.join(``)])
                  : t.children.forEach((t) => {
                      e._collapse(t);
                    }));
            }
          },
          f = class extends d {
            constructor(e) {
              (super(), (this.options = e));
            }
            addText(e) {
              e !== `` && this.add(e);
            }
            startScope(e) {
              this.openNode(e);
            }
            endScope() {
              this.closeNode();
            }
            __addSublanguage(e, t) {
              let n = e.root;
              (t && (n.scope = `language:${t}`), this.add(n));
            }
            toHTML() {
              return new l(this, this.options).value();
            }
            finalize() {
              return (this.closeAllNodes(), !0);
            }
          };
        function p(e) {
          return e ? (typeof e == `string` ? e : e.source) : null;
        }
        function m(e) {
          return _(`(?=`, e, `)`);
        }
        function h(e) {
          return _(`(?:`, e, `)*`);
        }
        function g(e) {
          return _(`(?:`, e, `)?`);
        }
        function _(...e) {
          return e.map((e) => p(e)).join(``);
        }
        function v(e) {
          let t = e[e.length - 1];
          return typeof t == `object` && t.constructor === Object ? (e.splice(e.length - 1, 1), t) : {};
        }
        function y(...e) {
          return `(` + (v(e).capture ? `` : `?:`) + e.map((e) => p(e)).join(`|`) + `)`;
        }
        function b(e) {
          return RegExp(e.toString() + `|`).exec(``).length - 1;
        }
        function x(e, t) {
          let n = e && e.exec(t);
          return n && n.index === 0;
        }
        var S = /\[(?:[^\\\]]|\\.)*\]|\(\??|\\([1-9][0-9]*)|\\./;
        function C(e, { joinWith: t }) {
          let n = 0;
          return e
            .map((e) => {
              n += 1;
              let t = n,
                r = p(e),
                i = ``;
              for (; r.length > 0;) {
                let e = S.exec(r);
                if (!e) {
                  i += r;
                  break;
                }
                ((i += r.substring(0, e.index)),
                  (r = r.substring(e.index + e[0].length)),
                  e[0][0] === `\\` && e[1]
                    ? (i += `\\` + String(Number(e[1]) + t))
                    : ((i += e[0]), e[0] === `(` && n++));
              }
              return i;
            })
            .map((e) => `(${e})`)
            .join(t);
        }
        var w = /\b\B/,
          T = `[a-zA-Z]\\w*`,
          ee = `[a-zA-Z_]\\w*`,
          E = `\\b\\d+(\\.\\d+)?`,
          D = `(-?)(\\b0[xX][a-fA-F0-9]+|(\\b\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?)`,
          te = `\\b(0b[01]+)`,
          O = `!|!=|!==|%|%=|&|&&|&=|\\*|\\*=|\\+|\\+=|,|-|-=|/=|/|:|;|<<|<<=|<=|<|===|==|=|>>>=|>>=|>=|>>>|>>|>|\\?|\\[|\\{|\\(|\\^|\\^=|\\||\\|=|\\|\\||~`,
          ne = (e = {}) => {
            let t = /^#![ ]*\//;
            return (
              e.binary && (e.begin = _(t, /.*\b/, e.binary, /\b.*/)),
              a(
                {
                  scope: `meta`,
                  begin: t,
                  end: /$/,
                  relevance: 0,
                  "on:begin": (e, t) => {
                    e.index !== 0 && t.ignoreMatch();
                  },
                },
                e,
              )
            );
          },
          k = { begin: `\\\\[\\s\\S]`, relevance: 0 },
          re = { scope: `string`, begin: `'`, end: `'`, illegal: `\\n`, contains: [k] },
          A = { scope: `string`, begin: `"`, end: `"`, illegal: `\\n`, contains: [k] },
          ie = {
            begin:
              /\b(a|an|the|are|I'm|isn't|don't|doesn't|won't|but|just|should|pretty|simply|enough|gonna|going|wtf|so|such|will|you|your|they|like|more)\b/,
          },
          j = function (e, t, n = {}) {
            let r = a({ scope: `comment`, begin: e, end: t, contains: [] }, n);
            r.contains.push({
              scope: `doctag`,
              begin: `[ ]*(?=(TODO|FIXME|NOTE|BUG|OPTIMIZE|HACK|XXX):)`,
              end: /(TODO|FIXME|NOTE|BUG|OPTIMIZE|HACK|XXX):/,
              excludeBegin: !0,
              relevance: 0,
            });
            let i = y(
              `I`,
              `a`,
              `is`,
              `so`,
              `us`,
              `to`,
              `at`,
              `if`,
              `in`,
              `it`,
              `on`,
              /[A-Za-z]+['](d|ve|re|ll|t|s|n)/,
              /[A-Za-z]+[-][a-z]+/,
              /[A-Za-z][a-z]{2,}/,
            );
            return (r.contains.push({ begin: _(/[ ]+/, `(`, i, /[.]?[:]?([.][ ]|[ ])/, `){3}`) }), r);
          },
          M = j(`//`, `$`),
          ae = j(`/\\*`, `\\*/`),
          oe = j(`#`, `$`),
          se = Object.freeze({
            __proto__: null,
            APOS_STRING_MODE: re,
            BACKSLASH_ESCAPE: k,
            BINARY_NUMBER_MODE: { scope: `number`, begin: te, relevance: 0 },
            BINARY_NUMBER_RE: te,
            COMMENT: j,
            C_BLOCK_COMMENT_MODE: ae,
            C_LINE_COMMENT_MODE: M,
            C_NUMBER_MODE: { scope: `number`, begin: D, relevance: 0 },
            C_NUMBER_RE: D,
            END_SAME_AS_BEGIN: function (e) {
              return Object.assign(e, {
                "on:begin": (e, t) => {
                  t.data._beginMatch = e[1];
                },
                "on:end": (e, t) => {
                  t.data._beginMatch !== e[1] && t.ignoreMatch();
                },
              });
            },
            HASH_COMMENT_MODE: oe,
            IDENT_RE: T,
            MATCH_NOTHING_RE: w,
            METHOD_GUARD: { begin: `\\.\\s*[a-zA-Z_]\\w*`, relevance: 0 },
            NUMBER_MODE: { scope: `number`, begin: E, relevance: 0 },
            NUMBER_RE: E,
            PHRASAL_WORDS_MODE: ie,
            QUOTE_STRING_MODE: A,
            REGEXP_MODE: {
              scope: `regexp`,
              begin: /\/(?=[^/\n]*\/)/,
              end: /\/[gimuy]*/,
              contains: [k, { begin: /\[/, end: /\]/, relevance: 0, contains: [k] }],
            },
            RE_STARTERS_RE: O,
            SHEBANG: ne,
            TITLE_MODE: { scope: `title`, begin: T, relevance: 0 },
            UNDERSCORE_IDENT_RE: ee,
            UNDERSCORE_TITLE_MODE: { scope: `title`, begin: ee, relevance: 0 },
          });
        function ce(e, t) {
          e.input[e.index - 1] === `.` && t.ignoreMatch();
        }
        function le(e, t) {
          e.className !== void 0 && ((e.scope = e.className), delete e.className);
        }
        function ue(e, t) {
          t &&
            e.beginKeywords &&
            ((e.begin = `\\b(` + e.beginKeywords.split(` `).join(`|`) + `)(?!\\.)(?=\\b|\\s)`),
            (e.__beforeBegin = ce),
            (e.keywords = e.keywords || e.beginKeywords),
            delete e.beginKeywords,
            e.relevance === void 0 && (e.relevance = 0));
        }
        function de(e, t) {
          Array.isArray(e.illegal) && (e.illegal = y(...e.illegal));
        }
        function fe(e, t) {
          if (e.match) {
            if (e.begin || e.end) throw Error(`begin & end are not supported with match`);
            ((e.begin = e.match), delete e.match);
          }
        }
        function pe(e, t) {
          e.relevance === void 0 && (e.relevance = 1);
        }
        var me = (e, t) => {
            if (!e.beforeMatch) return;
            if (e.starts) throw Error(`beforeMatch cannot be used with starts`);
            let n = Object.assign({}, e);
            (Object.keys(e).forEach((t) => {
              delete e[t];
            }),
              (e.keywords = n.keywords),
              (e.begin = _(n.beforeMatch, m(n.begin))),
              (e.starts = { relevance: 0, contains: [Object.assign(n, { endsParent: !0 })] }),
              (e.relevance = 0),
              delete n.beforeMatch);
          },
          he = [`of`, `and`, `for`, `in`, `not`, `or`, `if`, `then`, `parent`, `list`, `value`],
          ge = `keyword`;
        function _e(e, t, n = ge) {
          let r = Object.create(null);
          return (
            typeof e == `string`
              ? i(n, e.split(` `))
              : Array.isArray(e)
                ? i(n, e)
                : Object.keys(e).forEach(function (n) {
                    Object.assign(r, _e(e[n], t, n));
                  }),
            r
          );
          function i(e, n) {
            (t && (n = n.map((e) => e.toLowerCase())),
              n.forEach(function (t) {
                let n = t.split(`|`);
                r[n[0]] = [e, ve(n[0], n[1])];
              }));
          }
        }
        function ve(e, t) {
          return t ? Number(t) : +!ye(e);
        }
        function ye(e) {
          return he.includes(e.toLowerCase());
        }
        var be = {},
          xe = (e) => {
            console.error(e);
          },
          Se = (e, ...t) => {
            console.log(`WARN: ${e}`, ...t);
          },
          Ce = (e, t) => {
            be[`${e}/${t}`] || (console.log(`Deprecated as of ${e}. ${t}`), (be[`${e}/${t}`] = !0));
          },
          we = Error();
        function Te(e, t, { key: n }) {
          let r = 0,
            i = e[n],
            a = {},
            o = {};
          for (let e = 1; e <= t.length; e++) ((o[e + r] = i[e]), (a[e + r] = !0), (r += b(t[e - 1])));
          ((e[n] = o), (e[n]._emit = a), (e[n]._multi = !0));
        }
        function Ee(e) {
          if (Array.isArray(e.begin)) {
            if (e.skip || e.excludeBegin || e.returnBegin)
              throw (xe(`skip, excludeBegin, returnBegin not compatible with beginScope: {}`), we);
            if (typeof e.beginScope != `object` || e.beginScope === null) throw (xe(`beginScope must be object`), we);
            (Te(e, e.begin, { key: `beginScope` }), (e.begin = C(e.begin, { joinWith: `` })));
          }
        }
        function De(e) {
          if (Array.isArray(e.end)) {
            if (e.skip || e.excludeEnd || e.returnEnd)
              throw (xe(`skip, excludeEnd, returnEnd not compatible with endScope: {}`), we);
            if (typeof e.endScope != `object` || e.endScope === null) throw (xe(`endScope must be object`), we);
            (Te(e, e.end, { key: `endScope` }), (e.end = C(e.end, { joinWith: `` })));
          }
        }
        function Oe(e) {
          e.scope && typeof e.scope == `object` && e.scope !== null && ((e.beginScope = e.scope), delete e.scope);
        }
        function N(e) {
          (Oe(e),
            typeof e.beginScope == `string` && (e.beginScope = { _wrap: e.beginScope }),
            typeof e.endScope == `string` && (e.endScope = { _wrap: e.endScope }),
            Ee(e),
            De(e));
        }
        function ke(e) {
          function t(t, n) {
            return new RegExp(
              p(t),
              `m` + (e.case_insensitive ? `i` : ``) + (e.unicodeRegex ? `u` : ``) + (n ? `g` : ``),
            );
          }
          class n {
            constructor() {
              ((this.matchIndexes = {}), (this.regexes = []), (this.matchAt = 1), (this.position = 0));
            }
            addRule(e, t) {
              ((t.position = this.position++),
                (this.matchIndexes[this.matchAt] = t),
                this.regexes.push([t, e]),
                (this.matchAt += b(e) + 1));
            }
            compile() {
              this.regexes.length === 0 && (this.exec = () => null);
              let e = this.regexes.map((e) => e[1]);
              ((this.matcherRe = t(C(e, { joinWith: `|` }), !0)), (this.lastIndex = 0));
            }
            exec(e) {
              this.matcherRe.lastIndex = this.lastIndex;
              let t = this.matcherRe.exec(e);
              if (!t) return null;
              let n = t.findIndex((e, t) => t > 0 && e !== void 0),
                r = this.matchIndexes[n];
              return (t.splice(0, n), Object.assign(t, r));
            }
          }
          class r {
            constructor() {
              ((this.rules = []),
                (this.multiRegexes = []),
                (this.count = 0),
                (this.lastIndex = 0),
                (this.regexIndex = 0));
            }
            getMatcher(e) {
              if (this.multiRegexes[e]) return this.multiRegexes[e];
              let t = new n();
              return (
                this.rules.slice(e).forEach(([e, n]) => t.addRule(e, n)),
                t.compile(),
                (this.multiRegexes[e] = t),
                t
              );
            }
            resumingScanAtSamePosition() {
              return this.regexIndex !== 0;
            }
            considerAll() {
              this.regexIndex = 0;
            }
            addRule(e, t) {
              (this.rules.push([e, t]), t.type === `begin` && this.count++);
            }
            exec(e) {
              let t = this.getMatcher(this.regexIndex);
              t.lastIndex = this.lastIndex;
              let n = t.exec(e);
              if (this.resumingScanAtSamePosition() && !(n && n.index === this.lastIndex)) {
                let t = this.getMatcher(0);
                ((t.lastIndex = this.lastIndex + 1), (n = t.exec(e)));
              }
              return (
                n && ((this.regexIndex += n.position + 1), this.regexIndex === this.count && this.considerAll()),
                n
              );
            }
          }
          function i(e) {
            let t = new r();
            return (
              e.contains.forEach((e) => t.addRule(e.begin, { rule: e, type: `begin` })),
              e.terminatorEnd && t.addRule(e.terminatorEnd, { type: `end` }),
              e.illegal && t.addRule(e.illegal, { type: `illegal` }),
              t
            );
          }
          function o(n, r) {
            let a = n;
            if (n.isCompiled) return a;
            ([le, fe, N, me].forEach((e) => e(n, r)),
              e.compilerExtensions.forEach((e) => e(n, r)),
              (n.__beforeBegin = null),
              [ue, de, pe].forEach((e) => e(n, r)),
              (n.isCompiled = !0));
            let s = null;
            return (
              typeof n.keywords == `object` &&
                n.keywords.$pattern &&
                ((n.keywords = Object.assign({}, n.keywords)), (s = n.keywords.$pattern), delete n.keywords.$pattern),
              (s ||= /\w+/),
              (n.keywords &&= _e(n.keywords, e.case_insensitive)),
              (a.keywordPatternRe = t(s, !0)),
              r &&
                ((n.begin ||= /\B|\b/),
                (a.beginRe = t(a.begin)),
                !n.end && !n.endsWithParent && (n.end = /\B|\b/),
                n.end && (a.endRe = t(a.end)),
                (a.terminatorEnd = p(a.end) || ``),
                n.endsWithParent && r.terminatorEnd && (a.terminatorEnd += (n.end ? `|` : ``) + r.terminatorEnd)),
              n.illegal && (a.illegalRe = t(n.illegal)),
              (n.contains ||= []),
              (n.contains = [].concat(
                ...n.contains.map(function (e) {
                  return je(e === `self` ? n : e);
                }),
              )),
              n.contains.forEach(function (e) {
                o(e, a);
              }),
              n.starts && o(n.starts, r),
              (a.matcher = i(a)),
              a
            );
          }
          if (((e.compilerExtensions ||= []), e.contains && e.contains.includes(`self`)))
            throw Error("ERR: contains `self` is not supported at the top-level of a language.  See documentation.");
          return ((e.classNameAliases = a(e.classNameAliases || {})), o(e));
        }
        function Ae(e) {
          return e ? e.endsWithParent || Ae(e.starts) : !1;
        }
        function je(e) {
          return (
            e.variants &&
              !e.cachedVariants &&
              (e.cachedVariants = e.variants.map(function (t) {
                return a(e, { variants: null }, t);
              })),
            e.cachedVariants
              ? e.cachedVariants
              : Ae(e)
                ? a(e, { starts: e.starts ? a(e.starts) : null })
                : Object.isFrozen(e)
                  ? a(e)
                  : e
          );
        }
        var Me = `11.11.2`,
          Ne = class extends Error {
            constructor(e, t) {
              (super(e), (this.name = `HTMLInjectionError`), (this.html = t));
            }
          },
          Pe = i,
          P = a,
          Fe = Symbol(`nomatch`),
          Ie = 7,
          Le = function (e) {
            let t = Object.create(null),
              i = Object.create(null),
              a = [],
              o = !0,
              s = `Could not find the language '{}', did you forget to load/include a language module?`,
              c = { disableAutodetect: !0, name: `Plain text`, contains: [] },
              l = {
                ignoreUnescapedHTML: !1,
                throwUnescapedHTML: !1,
                noHighlightRe: /^(no-?highlight)$/i,
                languageDetectRe: /\blang(?:uage)?-([\w-]+)\b/i,
                classPrefix: `hljs-`,
                cssSelector: `pre code`,
                languages: null,
                __emitter: f,
              };
            function u(e) {
              return l.noHighlightRe.test(e);
            }
            function d(e) {
              let t = e.className + ` `;
              t += e.parentNode ? e.parentNode.className : ``;
              let n = l.languageDetectRe.exec(t);
              if (n) {
                let t = re(n[1]);
                return (
                  t || (Se(s.replace(`{}`, n[1])), Se(`Falling back to no-highlight mode for this block.`, e)),
                  t ? n[1] : `no-highlight`
                );
              }
              return t.split(/\s+/).find((e) => u(e) || re(e));
            }
            function p(e, t, n) {
              let r = ``,
                i = ``;
              (typeof t == `object`
                ? ((r = e), (n = t.ignoreIllegals), (i = t.language))
                : (Ce(`10.7.0`, `highlight(lang, code, ...args) has been deprecated.`),
                  Ce(
                    `10.7.0`,
                    `Please use highlight(code, options) instead.
https://github.com/highlightjs/highlight.js/issues/2277`,
                  ),
                  (i = e),
                  (r = t)),
                n === void 0 && (n = !0));
              let a = { code: r, language: i };
              oe(`before:highlight`, a);
              let o = a.result ? a.result : v(a.language, a.code, n);
              return ((o.code = a.code), oe(`after:highlight`, o), o);
            }
            function v(e, n, i, a) {
              let c = Object.create(null);
              function u(e, t) {
                return e.keywords[t];
              }
              function d() {
                if (!O.keywords) {
                  k.addText(A);
                  return;
                }
                let e = 0;
                O.keywordPatternRe.lastIndex = 0;
                let t = O.keywordPatternRe.exec(A),
                  n = ``;
                for (; t;) {
                  n += A.substring(e, t.index);
                  let r = E.case_insensitive ? t[0].toLowerCase() : t[0],
                    i = u(O, r);
                  if (i) {
                    let [e, a] = i;
                    if ((k.addText(n), (n = ``), (c[r] = (c[r] || 0) + 1), c[r] <= Ie && (ie += a), e.startsWith(`_`)))
                      n += t[0];
                    else {
                      let n = E.classNameAliases[e] || e;
                      m(t[0], n);
                    }
                  } else n += t[0];
                  ((e = O.keywordPatternRe.lastIndex), (t = O.keywordPatternRe.exec(A)));
                }
                ((n += A.substring(e)), k.addText(n));
              }
              function f() {
                if (A === ``) return;
                let e = null;
                if (typeof O.subLanguage == `string`) {
                  if (!t[O.subLanguage]) {
                    k.addText(A);
                    return;
                  }
                  ((e = v(O.subLanguage, A, !0, ne[O.subLanguage])), (ne[O.subLanguage] = e._top));
                } else e = S(A, O.subLanguage.length ? O.subLanguage : null);
                (O.relevance > 0 && (ie += e.relevance), k.__addSublanguage(e._emitter, e.language));
              }
              function p() {
                (O.subLanguage == null ? d() : f(), (A = ``));
              }
              function m(e, t) {
                e !== `` && (k.startScope(t), k.addText(e), k.endScope());
              }
              function h(e, t) {
                let n = 1,
                  r = t.length - 1;
                for (; n <= r;) {
                  if (!e._emit[n]) {
                    n++;
                    continue;
                  }
                  let r = E.classNameAliases[e[n]] || e[n],
                    i = t[n];
                  (r ? m(i, r) : ((A = i), d(), (A = ``)), n++);
                }
              }
              function g(e, t) {
                return (
                  e.scope && typeof e.scope == `string` && k.openNode(E.classNameAliases[e.scope] || e.scope),
                  e.beginScope &&
                    (e.beginScope._wrap
                      ? (m(A, E.classNameAliases[e.beginScope._wrap] || e.beginScope._wrap), (A = ``))
                      : e.beginScope._multi && (h(e.beginScope, t), (A = ``))),
                  (O = Object.create(e, { parent: { value: O } })),
                  O
                );
              }
              function _(e, t, n) {
                let i = x(e.endRe, n);
                if (i) {
                  if (e[`on:end`]) {
                    let n = new r(e);
                    (e[`on:end`](t, n), n.isMatchIgnored && (i = !1));
                  }
                  if (i) {
                    for (; e.endsParent && e.parent;) e = e.parent;
                    return e;
                  }
                }
                if (e.endsWithParent) return _(e.parent, t, n);
              }
              function y(e) {
                return O.matcher.regexIndex === 0 ? ((A += e[0]), 1) : ((ae = !0), 0);
              }
              function b(e) {
                let t = e[0],
                  n = e.rule,
                  i = new r(n),
                  a = [n.__beforeBegin, n[`on:begin`]];
                for (let n of a) if (n && (n(e, i), i.isMatchIgnored)) return y(t);
                return (
                  n.skip ? (A += t) : (n.excludeBegin && (A += t), p(), !n.returnBegin && !n.excludeBegin && (A = t)),
                  g(n, e),
                  n.returnBegin ? 0 : t.length
                );
              }
              function C(e) {
                let t = e[0],
                  r = n.substring(e.index),
                  i = _(O, e, r);
                if (!i) return Fe;
                let a = O;
                O.endScope && O.endScope._wrap
                  ? (p(), m(t, O.endScope._wrap))
                  : O.endScope && O.endScope._multi
                    ? (p(), h(O.endScope, e))
                    : a.skip
                      ? (A += t)
                      : (a.returnEnd || a.excludeEnd || (A += t), p(), a.excludeEnd && (A = t));
                do (O.scope && k.closeNode(), !O.skip && !O.subLanguage && (ie += O.relevance), (O = O.parent));
                while (O !== i.parent);
                return (i.starts && g(i.starts, e), a.returnEnd ? 0 : t.length);
              }
              function w() {
                let e = [];
                for (let t = O; t !== E; t = t.parent) t.scope && e.unshift(t.scope);
                e.forEach((e) => k.openNode(e));
              }
              let T = {};
              function ee(t, r) {
                let a = r && r[0];
                if (((A += t), a == null)) return (p(), 0);
                if (T.type === `begin` && r.type === `end` && T.index === r.index && a === ``) {
                  if (((A += n.slice(r.index, r.index + 1)), !o)) {
                    let t = Error(`0 width match regex (${e})`);
                    throw ((t.languageName = e), (t.badRule = T.rule), t);
                  }
                  return 1;
                }
                if (((T = r), r.type === `begin`)) return b(r);
                if (r.type === `illegal` && !i) {
                  let e = Error(`Illegal lexeme "` + a + `" for mode "` + (O.scope || `<unnamed>`) + `"`);
                  throw ((e.mode = O), e);
                }
                if (r.type === `end`) {
                  let e = C(r);
                  if (e !== Fe) return e;
                }
                if (r.type === `illegal` && a === ``)
                  return (
                    r.index === n.length ||
                      (A += `
`),
                    1
                  );
                if (M > 1e5 && M > r.index * 3)
                  throw Error(`potential infinite loop, way more iterations than matches`);
                return ((A += a), a.length);
              }
              let E = re(e);
              if (!E) throw (xe(s.replace(`{}`, e)), Error(`Unknown language: "` + e + `"`));
              let D = ke(E),
                te = ``,
                O = a || D,
                ne = {},
                k = new l.__emitter(l);
              w();
              let A = ``,
                ie = 0,
                j = 0,
                M = 0,
                ae = !1;
              try {
                if (E.__emitTokens) E.__emitTokens(n, k);
                else {
                  for (O.matcher.considerAll(); ;) {
                    (M++, ae ? (ae = !1) : O.matcher.considerAll(), (O.matcher.lastIndex = j));
                    let e = O.matcher.exec(n);
                    if (!e) break;
                    let t = ee(n.substring(j, e.index), e);
                    j = e.index + t;
                  }
                  ee(n.substring(j));
                }
                return (
                  k.finalize(),
                  (te = k.toHTML()),
                  { language: e, value: te, relevance: ie, illegal: !1, _emitter: k, _top: O }
                );
              } catch (t) {
                if (t.message && t.message.includes(`Illegal`))
                  return {
                    language: e,
                    value: Pe(n),
                    illegal: !0,
                    relevance: 0,
                    _illegalBy: {
                      message: t.message,
                      index: j,
                      context: n.slice(j - 100, j + 100),
                      mode: t.mode,
                      resultSoFar: te,
                    },
                    _emitter: k,
                  };
                if (o)
                  return { language: e, value: Pe(n), illegal: !1, relevance: 0, errorRaised: t, _emitter: k, _top: O };
                throw t;
              }
            }
            function b(e) {
              let t = { value: Pe(e), illegal: !1, relevance: 0, _top: c, _emitter: new l.__emitter(l) };
              return (t._emitter.addText(e), t);
            }
            function S(e, n) {
              n = n || l.languages || Object.keys(t);
              let r = b(e),
                i = n
                  .filter(re)
                  .filter(ie)
                  .map((t) => v(t, e, !1));
              i.unshift(r);
              let [a, o] = i.sort((e, t) => {
                  if (e.relevance !== t.relevance) return t.relevance - e.relevance;
                  if (e.language && t.language) {
                    if (re(e.language).supersetOf === t.language) return 1;
                    if (re(t.language).supersetOf === e.language) return -1;
                  }
                  return 0;
                }),
                s = a;
              return ((s.secondBest = o), s);
            }
            function C(e, t, n) {
              let r = (t && i[t]) || n;
              (e.classList.add(`hljs`), e.classList.add(`language-${r}`));
            }
            function w(e) {
              let t = null,
                n = d(e);
              if (u(n)) return;
              if ((oe(`before:highlightElement`, { el: e, language: n }), e.dataset.highlighted)) {
                console.log(
                  "Element previously highlighted. To highlight again, first unset `dataset.highlighted`.",
                  e,
                );
                return;
              }
              if (
                e.children.length > 0 &&
                (l.ignoreUnescapedHTML ||
                  (console.warn(
                    `One of your code blocks includes unescaped HTML. This is a potentially serious security risk.`,
                  ),
                  console.warn(`https://github.com/highlightjs/highlight.js/wiki/security`),
                  console.warn(`The element with unescaped HTML:`),
                  console.warn(e)),
                l.throwUnescapedHTML)
              )
                throw new Ne(`One of your code blocks includes unescaped HTML.`, e.noInnerMarkup);
              t = e;
              let r = t.textContent,
                i = n ? p(r, { language: n, ignoreIllegals: !0 }) : S(r);
              ((e.noInnerMarkup = i.value),
                (e.dataset.highlighted = `yes`),
                C(e, n, i.language),
                (e.result = { language: i.language, re: i.relevance, relevance: i.relevance }),
                i.secondBest && (e.secondBest = { language: i.secondBest.language, relevance: i.secondBest.relevance }),
                oe(`after:highlightElement`, { el: e, result: i, text: r }));
            }
            function T(e) {
              l = P(l, e);
            }
            let ee = () => {
              (te(), Ce(`10.6.0`, `initHighlighting() deprecated.  Use highlightAll() now.`));
            };
            function E() {
              (te(), Ce(`10.6.0`, `initHighlightingOnLoad() deprecated.  Use highlightAll() now.`));
            }
            let D = !1;
            function te() {
              function e() {
                te();
              }
              document.readyState === `loading`
                ? (D || window.addEventListener(`DOMContentLoaded`, e, !1), (D = !0))
                : document.querySelectorAll(l.cssSelector).forEach(w);
            }
            function O(n, r) {
              let i = null;
              try {
                i = r(e);
              } catch (e) {
                if ((xe(`Language definition for '{}' could not be registered.`.replace(`{}`, n)), o)) xe(e);
                else throw e;
                i = c;
              }
              (i.name || (i.name = n),
                (t[n] = i),
                (i.rawDefinition = r.bind(null, e)),
                i.aliases && A(i.aliases, { languageName: n }));
            }
            function ne(e) {
              delete t[e];
              for (let t of Object.keys(i)) i[t] === e && delete i[t];
            }
            function k() {
              return Object.keys(t);
            }
            function re(e) {
              return ((e = (e || ``).toLowerCase()), t[e] || t[i[e]]);
            }
            function A(e, { languageName: t }) {
              (typeof e == `string` && (e = [e]),
                e.forEach((e) => {
                  i[e.toLowerCase()] = t;
                }));
            }
            function ie(e) {
              let t = re(e);
              return t && !t.disableAutodetect;
            }
            function j(e) {
              (e[`before:highlightBlock`] &&
                !e[`before:highlightElement`] &&
                (e[`before:highlightElement`] = (t) => {
                  e[`before:highlightBlock`](Object.assign({ block: t.el }, t));
                }),
                e[`after:highlightBlock`] &&
                  !e[`after:highlightElement`] &&
                  (e[`after:highlightElement`] = (t) => {
                    e[`after:highlightBlock`](Object.assign({ block: t.el }, t));
                  }));
            }
            function M(e) {
              (j(e), a.push(e));
            }
            function ae(e) {
              let t = a.indexOf(e);
              t !== -1 && a.splice(t, 1);
            }
            function oe(e, t) {
              let n = e;
              a.forEach(function (e) {
                e[n] && e[n](t);
              });
            }
            function ce(e) {
              return (
                Ce(`10.7.0`, `highlightBlock will be removed entirely in v12.0`),
                Ce(`10.7.0`, `Please use highlightElement now.`),
                w(e)
              );
            }
            (Object.assign(e, {
              highlight: p,
              highlightAuto: S,
              highlightAll: te,
              highlightElement: w,
              highlightBlock: ce,
              configure: T,
              initHighlighting: ee,
              initHighlightingOnLoad: E,
              registerLanguage: O,
              unregisterLanguage: ne,
              listLanguages: k,
              getLanguage: re,
              registerAliases: A,
              autoDetection: ie,
              inherit: P,
              addPlugin: M,
              removePlugin: ae,
            }),
              (e.debugMode = function () {
                o = !1;
              }),
              (e.safeMode = function () {
                o = !0;
              }),
              (e.versionString = Me),
              (e.regex = { concat: _, lookahead: m, either: y, optional: g, anyNumberOfTimes: h }));
            for (let e in se) typeof se[e] == `object` && n(se[e]);
            return (Object.assign(e, se), e);
          },
          Re = Le({});
        ((Re.newInstance = () => Le({})), (t.exports = Re), (Re.HighlightJS = Re), (Re.default = Re));
      })(),
    ).default,
    fs = {},
    ps = `hljs-`;
  function ms(e) {
    let t = ds.newInstance();
    return (
      e && a(e),
      { highlight: n, highlightAuto: r, listLanguages: i, register: a, registerAlias: o, registered: s }
    );
    function n(e, n, r) {
      let i = r || fs,
        a = typeof i.prefix == `string` ? i.prefix : ps;
      if (!t.getLanguage(e)) throw Error("Unknown language: `" + e + "` is not registered");
      t.configure({ __emitter: hs, classPrefix: a });
      let o = t.highlight(n, { ignoreIllegals: !0, language: e });
      if (o.errorRaised) throw Error("Could not highlight with `Highlight.js`", { cause: o.errorRaised });
      let s = o._emitter.root,
        c = s.data;
      return ((c.language = o.language), (c.relevance = o.relevance), s);
    }
    function r(e, r) {
      let a = (r || fs).subset || i(),
        o = -1,
        s = 0,
        c;
      for (; ++o < a.length;) {
        let i = a[o];
        if (!t.getLanguage(i)) continue;
        let l = n(i, e, r);
        l.data && l.data.relevance !== void 0 && l.data.relevance > s && ((s = l.data.relevance), (c = l));
      }
      return c || { type: `root`, children: [], data: { language: void 0, relevance: s } };
    }
    function i() {
      return t.listLanguages();
    }
    function a(e, n) {
      if (typeof e == `string`) t.registerLanguage(e, n);
      else {
        let n;
        for (n in e) Object.hasOwn(e, n) && t.registerLanguage(n, e[n]);
      }
    }
    function o(e, n) {
      if (typeof e == `string`) t.registerAliases(typeof n == `string` ? n : [...n], { languageName: e });
      else {
        let n;
        for (n in e)
          if (Object.hasOwn(e, n)) {
            let r = e[n];
            t.registerAliases(typeof r == `string` ? r : [...r], { languageName: n });
          }
      }
    }
    function s(e) {
      return !!t.getLanguage(e);
    }
  }
  var hs = class {
    constructor(e) {
      ((this.options = e),
        (this.root = { type: `root`, children: [], data: { language: void 0, relevance: 0 } }),
        (this.stack = [this.root]));
    }
    addText(e) {
      if (e === ``) return;
      let t = this.stack[this.stack.length - 1],
        n = t.children[t.children.length - 1];
      n && n.type === `text` ? (n.value += e) : t.children.push({ type: `text`, value: e });
    }
    startScope(e) {
      this.openNode(String(e));
    }
    endScope() {
      this.closeNode();
    }
    __addSublanguage(e, t) {
      let n = this.stack[this.stack.length - 1],
        r = e.root.children;
      t
        ? n.children.push({ type: `element`, tagName: `span`, properties: { className: [t] }, children: r })
        : n.children.push(...r);
    }
    openNode(e) {
      let t = this,
        n = e.split(`.`).map(function (e, n) {
          return n ? e + `_`.repeat(n) : t.options.classPrefix + e;
        }),
        r = this.stack[this.stack.length - 1],
        i = { type: `element`, tagName: `span`, properties: { className: n }, children: [] };
      (r.children.push(i), this.stack.push(i));
    }
    closeNode() {
      this.stack.pop();
    }
    finalize() {}
    toHTML() {
      return ``;
    }
  };
  function gs(e) {
    let t = e.regex,
      n = {},
      r = { begin: /\$\{/, end: /\}/, contains: [`self`, { begin: /:-/, contains: [n] }] };
    Object.assign(n, {
      className: `variable`,
      variants: [{ begin: t.concat(/\$[\w\d#@][\w\d_]*/, `(?![\\w\\d])(?![$])`) }, r],
    });
    let i = { className: `subst`, begin: /\$\(/, end: /\)/, contains: [e.BACKSLASH_ESCAPE] },
      a = e.inherit(e.COMMENT(), { match: [/(^|\s)/, /#.*$/], scope: { 2: `comment` } }),
      o = {
        begin: /<<-?\s*(?=\w+)/,
        starts: { contains: [e.END_SAME_AS_BEGIN({ begin: /(\w+)/, end: /(\w+)/, className: `string` })] },
      },
      s = { className: `string`, begin: /"/, end: /"/, contains: [e.BACKSLASH_ESCAPE, n, i] };
    i.contains.push(s);
    let c = { match: /\\"/ },
      l = { className: `string`, begin: /'/, end: /'/ },
      u = { match: /\\'/ },
      d = {
        begin: /\$?\(\(/,
        end: /\)\)/,
        contains: [{ begin: /\d+#[0-9a-f]+/, className: `number` }, e.NUMBER_MODE, n],
      },
      f = e.SHEBANG({ binary: `(fish|bash|zsh|sh|csh|ksh|tcsh|dash|scsh)`, relevance: 10 }),
      p = {
        className: `function`,
        begin: /\w[\w\d_]*\s*\(\s*\)\s*\{/,
        returnBegin: !0,
        contains: [e.inherit(e.TITLE_MODE, { begin: /\w[\w\d_]*/ })],
        relevance: 0,
      },
      m = [
        `if`,
        `then`,
        `else`,
        `elif`,
        `fi`,
        `time`,
        `for`,
        `while`,
        `until`,
        `in`,
        `do`,
        `done`,
        `case`,
        `esac`,
        `coproc`,
        `function`,
        `select`,
      ],
      h = [`true`, `false`],
      g = { match: /(\/[a-z._-]+)+/ },
      _ = [
        `break`,
        `cd`,
        `continue`,
        `eval`,
        `exec`,
        `exit`,
        `export`,
        `getopts`,
        `hash`,
        `pwd`,
        `readonly`,
        `return`,
        `shift`,
        `test`,
        `times`,
        `trap`,
        `umask`,
        `unset`,
      ],
      v = [
        `alias`,
        `bind`,
        `builtin`,
        `caller`,
        `command`,
        `declare`,
        `echo`,
        `enable`,
        `help`,
        `let`,
        `local`,
        `logout`,
        `mapfile`,
        `printf`,
        `read`,
        `readarray`,
        `source`,
        `sudo`,
        `type`,
        `typeset`,
        `ulimit`,
        `unalias`,
      ],
      y =
        `autoload.bg.bindkey.bye.cap.chdir.clone.comparguments.compcall.compctl.compdescribe.compfiles.compgroups.compquote.comptags.comptry.compvalues.dirs.disable.disown.echotc.echoti.emulate.fc.fg.float.functions.getcap.getln.history.integer.jobs.kill.limit.log.noglob.popd.print.pushd.pushln.rehash.sched.setcap.setopt.stat.suspend.ttyctl.unfunction.unhash.unlimit.unsetopt.vared.wait.whence.where.which.zcompile.zformat.zftp.zle.zmodload.zparseopts.zprof.zpty.zregexparse.zsocket.zstyle.ztcp`.split(
          `.`,
        ),
      b =
        `chcon.chgrp.chown.chmod.cp.dd.df.dir.dircolors.ln.ls.mkdir.mkfifo.mknod.mktemp.mv.realpath.rm.rmdir.shred.sync.touch.truncate.vdir.b2sum.base32.base64.cat.cksum.comm.csplit.cut.expand.fmt.fold.head.join.md5sum.nl.numfmt.od.paste.ptx.pr.sha1sum.sha224sum.sha256sum.sha384sum.sha512sum.shuf.sort.split.sum.tac.tail.tr.tsort.unexpand.uniq.wc.arch.basename.chroot.date.dirname.du.echo.env.expr.factor.groups.hostid.id.link.logname.nice.nohup.nproc.pathchk.pinky.printenv.printf.pwd.readlink.runcon.seq.sleep.stat.stdbuf.stty.tee.test.timeout.tty.uname.unlink.uptime.users.who.whoami.yes`.split(
          `.`,
        );
    return {
      name: `Bash`,
      aliases: [`sh`, `zsh`],
      keywords: {
        $pattern: /\b[a-z][a-z0-9._-]+\b/,
        keyword: m,
        literal: h,
        built_in: [..._, ...v, `set`, `shopt`, ...y, ...b],
      },
      contains: [f, e.SHEBANG(), p, d, a, o, g, s, c, l, u, n],
    };
  }
  var _s = (e) => ({
      IMPORTANT: { scope: `meta`, begin: `!important` },
      BLOCK_COMMENT: e.C_BLOCK_COMMENT_MODE,
      HEXCOLOR: { scope: `number`, begin: /#(([0-9a-fA-F]{3,4})|(([0-9a-fA-F]{2}){3,4}))\b/ },
      UNICODE_RANGE: { scope: `number`, begin: /\b[Uu]\+[0-9A-Fa-f][0-9A-Fa-f?]{0,5}(-[0-9A-Fa-f][0-9A-Fa-f]{0,5})?/ },
      FUNCTION_DISPATCH: { className: `built_in`, begin: /[\w-]+(?=\()/ },
      ATTRIBUTE_SELECTOR_MODE: {
        scope: `selector-attr`,
        begin: /\[/,
        end: /\]/,
        illegal: `$`,
        contains: [e.APOS_STRING_MODE, e.QUOTE_STRING_MODE],
      },
      CSS_NUMBER_MODE: {
        scope: `number`,
        begin:
          e.NUMBER_RE +
          `(%|em|ex|ch|rem|vw|vh|vmin|vmax|cm|mm|in|pt|pc|px|deg|grad|rad|turn|s|ms|Hz|kHz|dpi|dpcm|dppx)?`,
        relevance: 0,
      },
      CSS_VARIABLE: { className: `attr`, begin: /--[A-Za-z_][A-Za-z0-9_-]*/ },
    }),
    vs =
      `a.abbr.address.article.aside.audio.b.blockquote.body.button.canvas.caption.cite.code.dd.del.details.dfn.div.dl.dt.em.fieldset.figcaption.figure.footer.form.h1.h2.h3.h4.h5.h6.header.hgroup.html.i.iframe.img.input.ins.kbd.label.legend.li.main.mark.menu.nav.object.ol.optgroup.option.p.picture.q.quote.samp.section.select.source.span.strong.summary.sup.table.tbody.td.textarea.tfoot.th.thead.time.tr.ul.var.video`.split(
        `.`,
      ),
    ys =
      `defs.g.marker.mask.pattern.svg.switch.symbol.feBlend.feColorMatrix.feComponentTransfer.feComposite.feConvolveMatrix.feDiffuseLighting.feDisplacementMap.feFlood.feGaussianBlur.feImage.feMerge.feMorphology.feOffset.feSpecularLighting.feTile.feTurbulence.linearGradient.radialGradient.stop.circle.ellipse.image.line.path.polygon.polyline.rect.text.use.textPath.tspan.foreignObject.clipPath`.split(
        `.`,
      ),
    bs = [...vs, ...ys],
    xs =
      `any-hover.any-pointer.aspect-ratio.color.color-gamut.color-index.device-aspect-ratio.device-height.device-width.display-mode.forced-colors.grid.height.hover.inverted-colors.monochrome.orientation.overflow-block.overflow-inline.pointer.prefers-color-scheme.prefers-contrast.prefers-reduced-motion.prefers-reduced-transparency.resolution.scan.scripting.update.width.min-width.max-width.min-height.max-height`
        .split(`.`)
        .sort()
        .reverse(),
    Ss =
      `active.any-link.blank.checked.current.default.defined.dir.disabled.drop.empty.enabled.first.first-child.first-of-type.fullscreen.future.focus.focus-visible.focus-within.has.host.host-context.hover.indeterminate.in-range.invalid.is.lang.last-child.last-of-type.left.link.local-link.not.nth-child.nth-col.nth-last-child.nth-last-col.nth-last-of-type.nth-of-type.only-child.only-of-type.optional.out-of-range.past.placeholder-shown.read-only.read-write.required.right.root.scope.target.target-within.user-invalid.valid.visited.where`
        .split(`.`)
        .sort()
        .reverse(),
    Cs = [
      `after`,
      `backdrop`,
      `before`,
      `cue`,
      `cue-region`,
      `first-letter`,
      `first-line`,
      `grammar-error`,
      `marker`,
      `part`,
      `placeholder`,
      `selection`,
      `slotted`,
      `spelling-error`,
    ]
      .sort()
      .reverse(),
    ws =
      `accent-color.align-content.align-items.align-self.alignment-baseline.all.anchor-name.animation.animation-composition.animation-delay.animation-direction.animation-duration.animation-fill-mode.animation-iteration-count.animation-name.animation-play-state.animation-range.animation-range-end.animation-range-start.animation-timeline.animation-timing-function.appearance.aspect-ratio.backdrop-filter.backface-visibility.background.background-attachment.background-blend-mode.background-clip.background-color.background-image.background-origin.background-position.background-position-x.background-position-y.background-repeat.background-size.baseline-shift.block-size.border.border-block.border-block-color.border-block-end.border-block-end-color.border-block-end-style.border-block-end-width.border-block-start.border-block-start-color.border-block-start-style.border-block-start-width.border-block-style.border-block-width.border-bottom.border-bottom-color.border-bottom-left-radius.border-bottom-right-radius.border-bottom-style.border-bottom-width.border-collapse.border-color.border-end-end-radius.border-end-start-radius.border-image.border-image-outset.border-image-repeat.border-image-slice.border-image-source.border-image-width.border-inline.border-inline-color.border-inline-end.border-inline-end-color.border-inline-end-style.border-inline-end-width.border-inline-start.border-inline-start-color.border-inline-start-style.border-inline-start-width.border-inline-style.border-inline-width.border-left.border-left-color.border-left-style.border-left-width.border-radius.border-right.border-right-color.border-right-style.border-right-width.border-spacing.border-start-end-radius.border-start-start-radius.border-style.border-top.border-top-color.border-top-left-radius.border-top-right-radius.border-top-style.border-top-width.border-width.bottom.box-align.box-decoration-break.box-direction.box-flex.box-flex-group.box-lines.box-ordinal-group.box-orient.box-pack.box-shadow.box-sizing.break-after.break-before.break-inside.caption-side.caret-color.clear.clip.clip-path.clip-rule.color.color-interpolation.color-interpolation-filters.color-profile.color-rendering.color-scheme.column-count.column-fill.column-gap.column-rule.column-rule-color.column-rule-style.column-rule-width.column-span.column-width.columns.contain.contain-intrinsic-block-size.contain-intrinsic-height.contain-intrinsic-inline-size.contain-intrinsic-size.contain-intrinsic-width.container.container-name.container-type.content.content-visibility.corner-bottom-left-shape.corner-bottom-right-shape.corner-shape.corner-top-left-shape.corner-top-right-shape.counter-increment.counter-reset.counter-set.cue.cue-after.cue-before.cursor.cx.cy.direction.display.dominant-baseline.empty-cells.enable-background.field-sizing.fill.fill-opacity.fill-rule.filter.flex.flex-basis.flex-direction.flex-flow.flex-grow.flex-shrink.flex-wrap.float.flood-color.flood-opacity.flow.font.font-display.font-family.font-feature-settings.font-kerning.font-language-override.font-optical-sizing.font-palette.font-size.font-size-adjust.font-smooth.font-smoothing.font-stretch.font-style.font-synthesis.font-synthesis-position.font-synthesis-small-caps.font-synthesis-style.font-synthesis-weight.font-variant.font-variant-alternates.font-variant-caps.font-variant-east-asian.font-variant-emoji.font-variant-ligatures.font-variant-numeric.font-variant-position.font-variation-settings.font-weight.forced-color-adjust.gap.glyph-orientation-horizontal.glyph-orientation-vertical.grid.grid-area.grid-auto-columns.grid-auto-flow.grid-auto-rows.grid-column.grid-column-end.grid-column-start.grid-gap.grid-row.grid-row-end.grid-row-start.grid-template.grid-template-areas.grid-template-columns.grid-template-rows.hanging-punctuation.height.hyphenate-character.hyphenate-limit-chars.hyphens.icon.image-orientation.image-rendering.image-resolution.ime-mode.initial-letter.initial-letter-align.inline-size.inset.inset-area.inset-block.inset-block-end.inset-block-start.inset-inline.inset-inline-end.inset-inline-start.isolation.justify-content.justify-items.justify-self.kerning.left.letter-spacing.lighting-color.line-break.line-height.line-height-step.list-style.list-style-image.list-style-position.list-style-type.margin.margin-block.margin-block-end.margin-block-start.margin-bottom.margin-inline.margin-inline-end.margin-inline-start.margin-left.margin-right.margin-top.margin-trim.marker.marker-end.marker-mid.marker-start.marks.mask.mask-border.mask-border-mode.mask-border-outset.mask-border-repeat.mask-border-slice.mask-border-source.mask-border-width.mask-clip.mask-composite.mask-image.mask-mode.mask-origin.mask-position.mask-repeat.mask-size.mask-type.masonry-auto-flow.math-depth.math-shift.math-style.max-block-size.max-height.max-inline-size.max-width.min-block-size.min-height.min-inline-size.min-width.mix-blend-mode.nav-down.nav-index.nav-left.nav-right.nav-up.none.normal.object-fit.object-position.offset.offset-anchor.offset-distance.offset-path.offset-position.offset-rotate.opacity.order.orphans.outline.outline-color.outline-offset.outline-style.outline-width.overflow.overflow-anchor.overflow-block.overflow-clip-margin.overflow-inline.overflow-wrap.overflow-x.overflow-y.overlay.overscroll-behavior.overscroll-behavior-block.overscroll-behavior-inline.overscroll-behavior-x.overscroll-behavior-y.padding.padding-block.padding-block-end.padding-block-start.padding-bottom.padding-inline.padding-inline-end.padding-inline-start.padding-left.padding-right.padding-top.page.page-break-after.page-break-before.page-break-inside.paint-order.pause.pause-after.pause-before.perspective.perspective-origin.place-content.place-items.place-self.pointer-events.position.position-anchor.position-visibility.print-color-adjust.quotes.r.resize.rest.rest-after.rest-before.right.rotate.row-gap.ruby-align.ruby-position.scale.scroll-behavior.scroll-margin.scroll-margin-block.scroll-margin-block-end.scroll-margin-block-start.scroll-margin-bottom.scroll-margin-inline.scroll-margin-inline-end.scroll-margin-inline-start.scroll-margin-left.scroll-margin-right.scroll-margin-top.scroll-padding.scroll-padding-block.scroll-padding-block-end.scroll-padding-block-start.scroll-padding-bottom.scroll-padding-inline.scroll-padding-inline-end.scroll-padding-inline-start.scroll-padding-left.scroll-padding-right.scroll-padding-top.scroll-snap-align.scroll-snap-stop.scroll-snap-type.scroll-timeline.scroll-timeline-axis.scroll-timeline-name.scrollbar-color.scrollbar-gutter.scrollbar-width.shape-image-threshold.shape-margin.shape-outside.shape-rendering.speak.speak-as.src.stop-color.stop-opacity.stroke.stroke-dasharray.stroke-dashoffset.stroke-linecap.stroke-linejoin.stroke-miterlimit.stroke-opacity.stroke-width.tab-size.table-layout.text-align.text-align-all.text-align-last.text-anchor.text-combine-upright.text-decoration.text-decoration-color.text-decoration-line.text-decoration-skip.text-decoration-skip-ink.text-decoration-style.text-decoration-thickness.text-emphasis.text-emphasis-color.text-emphasis-position.text-emphasis-style.text-indent.text-justify.text-orientation.text-overflow.text-rendering.text-shadow.text-size-adjust.text-transform.text-underline-offset.text-underline-position.text-wrap.text-wrap-mode.text-wrap-style.timeline-scope.top.touch-action.transform.transform-box.transform-origin.transform-style.transition.transition-behavior.transition-delay.transition-duration.transition-property.transition-timing-function.translate.unicode-bidi.unicode-range.user-modify.user-select.vector-effect.vertical-align.view-timeline.view-timeline-axis.view-timeline-inset.view-timeline-name.view-transition-name.visibility.voice-balance.voice-duration.voice-family.voice-pitch.voice-range.voice-rate.voice-stress.voice-volume.white-space.white-space-collapse.widows.width.will-change.word-break.word-spacing.word-wrap.writing-mode.x.y.z-index.zoom`
        .split(`.`)
        .sort()
        .reverse();
  function Ts(e) {
    let t = e.regex,
      n = _s(e),
      r = { begin: /-(webkit|moz|ms|o)-(?=[a-z])/ },
      i = /@-?\w[\w]*(-\w+)*/,
      a = [e.APOS_STRING_MODE, e.QUOTE_STRING_MODE];
    return {
      name: `CSS`,
      case_insensitive: !0,
      illegal: /[=|'\$]/,
      keywords: { keyframePosition: `from to` },
      classNameAliases: { keyframePosition: `selector-tag` },
      contains: [
        n.BLOCK_COMMENT,
        r,
        n.CSS_NUMBER_MODE,
        { className: `selector-id`, begin: /#[A-Za-z0-9_-]+/, relevance: 0 },
        { className: `selector-class`, begin: `\\.[a-zA-Z-][a-zA-Z0-9_-]*`, relevance: 0 },
        n.ATTRIBUTE_SELECTOR_MODE,
        {
          className: `selector-pseudo`,
          variants: [{ begin: `:(` + Ss.join(`|`) + `)` }, { begin: `:(:)?(` + Cs.join(`|`) + `)` }],
        },
        n.CSS_VARIABLE,
        { className: `attribute`, begin: `\\b(` + ws.join(`|`) + `)\\b` },
        {
          begin: /:/,
          end: /[;}{]/,
          contains: [
            n.BLOCK_COMMENT,
            n.HEXCOLOR,
            n.IMPORTANT,
            n.CSS_NUMBER_MODE,
            n.UNICODE_RANGE,
            ...a,
            {
              begin: /(url|data-uri)\(/,
              end: /\)/,
              relevance: 0,
              keywords: { built_in: `url data-uri` },
              contains: [...a, { className: `string`, begin: /[^)]/, endsWithParent: !0, excludeEnd: !0 }],
            },
            n.FUNCTION_DISPATCH,
          ],
        },
        {
          begin: t.lookahead(/@/),
          end: `[{;]`,
          relevance: 0,
          illegal: /:/,
          contains: [
            { className: `keyword`, begin: i },
            {
              begin: /\s/,
              endsWithParent: !0,
              excludeEnd: !0,
              relevance: 0,
              keywords: { $pattern: /[a-z-]+/, keyword: `and or not only`, attribute: xs.join(` `) },
              contains: [{ begin: /[a-z-]+(?=:)/, className: `attribute` }, ...a, n.CSS_NUMBER_MODE],
            },
          ],
        },
        { className: `selector-tag`, begin: `\\b(` + bs.join(`|`) + `)\\b` },
      ],
    };
  }
  function Es(e) {
    let t = e.regex;
    return {
      name: `Diff`,
      aliases: [`patch`],
      contains: [
        {
          className: `meta`,
          relevance: 10,
          match: t.either(
            /^@@ +-\d+,\d+ +\+\d+,\d+ +@@/,
            /^@@ +-\d+ +\+\d+,\d+ +@@/,
            /^@@ +-\d+,\d+ +\+\d+ +@@/,
            /^@@ +-\d+ +\+\d+ +@@/,
            /^\*\*\* +\d+,\d+ +\*\*\*\*$/,
            /^--- +\d+,\d+ +----$/,
          ),
        },
        {
          className: `comment`,
          variants: [
            { begin: t.either(/Index: /, /^index/, /={3,}/, /^-{3}/, /^\*{3} /, /^\+{3}/, /^diff --git/), end: /$/ },
            { match: /^\*{15}$/ },
          ],
        },
        { className: `addition`, begin: /^\+/, end: /$/ },
        { className: `deletion`, begin: /^-/, end: /$/ },
        { className: `addition`, begin: /^!/, end: /$/ },
      ],
    };
  }
  var Ds = `[A-Za-z$_][0-9A-Za-z$_]*`,
    Os =
      `as.in.of.if.for.while.finally.var.new.function.do.return.void.else.break.catch.instanceof.with.throw.case.default.try.switch.continue.typeof.delete.let.yield.const.class.debugger.async.await.static.import.from.export.extends.using`.split(
        `.`,
      ),
    ks = [`true`, `false`, `null`, `undefined`, `NaN`, `Infinity`],
    As =
      `Object.Function.Boolean.Symbol.Math.Date.Number.BigInt.String.RegExp.Array.Float32Array.Float64Array.Int8Array.Uint8Array.Uint8ClampedArray.Int16Array.Int32Array.Uint16Array.Uint32Array.BigInt64Array.BigUint64Array.Set.Map.WeakSet.WeakMap.ArrayBuffer.SharedArrayBuffer.Atomics.DataView.JSON.Promise.Generator.GeneratorFunction.AsyncFunction.Reflect.Proxy.Intl.WebAssembly`.split(
        `.`,
      ),
    js = [
      `Error`,
      `EvalError`,
      `InternalError`,
      `RangeError`,
      `ReferenceError`,
      `SyntaxError`,
      `TypeError`,
      `URIError`,
    ],
    Ms = [
      `setInterval`,
      `setTimeout`,
      `clearInterval`,
      `clearTimeout`,
      `require`,
      `exports`,
      `eval`,
      `isFinite`,
      `isNaN`,
      `parseFloat`,
      `parseInt`,
      `decodeURI`,
      `decodeURIComponent`,
      `encodeURI`,
      `encodeURIComponent`,
      `escape`,
      `unescape`,
    ],
    Ns = [
      `arguments`,
      `this`,
      `super`,
      `console`,
      `window`,
      `document`,
      `localStorage`,
      `sessionStorage`,
      `module`,
      `self`,
      `global`,
    ],
    Ps = [].concat(Ms, As, js);
  function Fs(e) {
    let t = e.regex,
      n = (e, { after: t }) => {
        let n = `</` + e[0].slice(1);
        return e.input.indexOf(n, t) !== -1;
      },
      r = Ds,
      i = { begin: `<>`, end: `</>` },
      a = /<[A-Za-z0-9\\._:-]+\s*\/>/,
      o = {
        begin: /<[A-Za-z0-9\\._:-]+/,
        end: /\/[A-Za-z0-9\\._:-]+>|\/>/,
        isTrulyOpeningTag: (e, t) => {
          let r = e[0].length + e.index,
            i = e.input[r];
          if (i === `<` || i === `,`) {
            t.ignoreMatch();
            return;
          }
          i === `>` && (n(e, { after: r }) || t.ignoreMatch());
          let a,
            o = e.input.substring(r);
          ((a = o.match(/^\s*=/)) || ((a = o.match(/^\s+extends\s+/)) && a.index === 0)) && t.ignoreMatch();
        },
      },
      s = { $pattern: Ds, keyword: Os, literal: ks, built_in: Ps, "variable.language": Ns },
      c = `[0-9](_?[0-9])*`,
      l = `\\.(${c})`,
      u = `0|[1-9](_?[0-9])*|0[0-7]*[89][0-9]*`,
      d = {
        className: `number`,
        variants: [
          { begin: `(\\b(${u})((${l})|\\.)?|(${l}))[eE][+-]?(${c})\\b` },
          { begin: `\\b(${u})\\b((${l})\\b|\\.)?|(${l})\\b` },
          { begin: `\\b(0|[1-9](_?[0-9])*)n\\b` },
          { begin: `\\b0[xX][0-9a-fA-F](_?[0-9a-fA-F])*n?\\b` },
          { begin: `\\b0[bB][0-1](_?[0-1])*n?\\b` },
          { begin: `\\b0[oO][0-7](_?[0-7])*n?\\b` },
          { begin: `\\b0[0-7]+n?\\b` },
        ],
        relevance: 0,
      },
      f = { className: `subst`, begin: `\\$\\{`, end: `\\}`, keywords: s, contains: [] },
      p = {
        begin: ".?html`",
        end: ``,
        starts: { end: "`", returnEnd: !1, contains: [e.BACKSLASH_ESCAPE, f], subLanguage: `xml` },
      },
      m = {
        begin: ".?css`",
        end: ``,
        starts: { end: "`", returnEnd: !1, contains: [e.BACKSLASH_ESCAPE, f], subLanguage: `css` },
      },
      h = {
        begin: ".?gql`",
        end: ``,
        starts: { end: "`", returnEnd: !1, contains: [e.BACKSLASH_ESCAPE, f], subLanguage: `graphql` },
      },
      g = { className: `string`, begin: "`", end: "`", contains: [e.BACKSLASH_ESCAPE, f] },
      _ = {
        className: `comment`,
        variants: [
          e.COMMENT(/\/\*\*(?!\/)/, `\\*/`, {
            relevance: 0,
            contains: [
              {
                begin: `(?=@[A-Za-z]+)`,
                relevance: 0,
                contains: [
                  { className: `doctag`, begin: `@[A-Za-z]+` },
                  { className: `type`, begin: `\\{`, end: `\\}`, excludeEnd: !0, excludeBegin: !0, relevance: 0 },
                  { className: `variable`, begin: r + `(?=\\s*(-)|$)`, endsParent: !0, relevance: 0 },
                  { begin: /(?=[^\n])\s/, relevance: 0 },
                ],
              },
            ],
          }),
          e.C_BLOCK_COMMENT_MODE,
          e.C_LINE_COMMENT_MODE,
        ],
      },
      v = [e.APOS_STRING_MODE, e.QUOTE_STRING_MODE, p, m, h, g, { match: /\$\d+/ }, d];
    f.contains = v.concat({ begin: /\{/, end: /\}/, keywords: s, contains: [`self`].concat(v) });
    let y = [].concat(_, f.contains),
      b = y.concat([{ begin: /(\s*)\(/, end: /\)/, keywords: s, contains: [`self`].concat(y) }]),
      x = {
        className: `params`,
        begin: /(\s*)\(/,
        end: /\)/,
        excludeBegin: !0,
        excludeEnd: !0,
        keywords: s,
        contains: b,
      },
      S = {
        variants: [
          {
            match: [/class/, /\s+/, r, /\s+/, /extends/, /\s+/, t.concat(r, `(`, t.concat(/\./, r), `)*`)],
            scope: { 1: `keyword`, 3: `title.class`, 5: `keyword`, 7: `title.class.inherited` },
          },
          { match: [/class/, /\s+/, r], scope: { 1: `keyword`, 3: `title.class` } },
        ],
      },
      C = {
        relevance: 0,
        match: t.either(
          /\bJSON/,
          /\b[A-Z][a-z]+([A-Z][a-z]*|\d)*/,
          /\b[A-Z]{2,}([A-Z][a-z]+|\d)+([A-Z][a-z]*)*/,
          /\b[A-Z]{2,}[a-z]+([A-Z][a-z]+|\d)*([A-Z][a-z]*)*/,
        ),
        className: `title.class`,
        keywords: { _: [...As, ...js] },
      },
      w = { label: `use_strict`, className: `meta`, relevance: 10, begin: /^\s*['"]use (strict|asm)['"]/ },
      T = {
        variants: [{ match: [/function/, /\s+/, r, /(?=\s*\()/] }, { match: [/function/, /\s*(?=\()/] }],
        className: { 1: `keyword`, 3: `title.function` },
        label: `func.def`,
        contains: [x],
        illegal: /%/,
      },
      ee = { relevance: 0, match: /\b[A-Z][A-Z_0-9]+\b/, className: `variable.constant` };
    function E(e) {
      return t.concat(`(?!`, e.join(`|`), `)`);
    }
    let D = {
        match: t.concat(
          /\b/,
          E([...Ms, `super`, `import`, `await`].map((e) => `${e}\\s*\\(`)),
          r,
          t.lookahead(/\s*\(/),
        ),
        className: `title.function`,
        relevance: 0,
      },
      te = {
        begin: t.concat(/\./, t.lookahead(t.concat(r, /(?![0-9A-Za-z$_(])/))),
        end: r,
        excludeBegin: !0,
        keywords: `prototype`,
        className: `property`,
        relevance: 0,
      },
      O = {
        match: [/get|set/, /\s+/, r, /(?=\()/],
        className: { 1: `keyword`, 3: `title.function` },
        contains: [{ begin: /\(\)/ }, x],
      },
      ne = `(\\([^()]*(\\([^()]*(\\([^()]*\\)[^()]*)*\\)[^()]*)*\\)|` + e.UNDERSCORE_IDENT_RE + `)\\s*=>`,
      k = {
        match: [/const|var|let/, /\s+/, r, /\s*/, /=\s*/, /(async\s*)?/, t.lookahead(ne)],
        keywords: `async`,
        className: { 1: `keyword`, 3: `title.function` },
        contains: [x],
      };
    return {
      name: `JavaScript`,
      aliases: [`js`, `jsx`, `mjs`, `cjs`],
      keywords: s,
      exports: { PARAMS_CONTAINS: b, CLASS_REFERENCE: C },
      illegal: /#(?![$_A-Za-z])/,
      contains: [
        e.SHEBANG({ label: `shebang`, binary: `node`, relevance: 5 }),
        w,
        e.APOS_STRING_MODE,
        e.QUOTE_STRING_MODE,
        p,
        m,
        h,
        g,
        _,
        { match: /\$\d+/ },
        d,
        C,
        { scope: `attr`, match: r + t.lookahead(`:`), relevance: 0 },
        k,
        {
          begin: `(` + e.RE_STARTERS_RE + `|\\b(case|return|throw)\\b)\\s*`,
          keywords: `return throw case`,
          relevance: 0,
          contains: [
            _,
            e.REGEXP_MODE,
            {
              className: `function`,
              begin: ne,
              returnBegin: !0,
              end: `\\s*=>`,
              contains: [
                {
                  className: `params`,
                  variants: [
                    { begin: e.UNDERSCORE_IDENT_RE, relevance: 0 },
                    { className: null, begin: /\(\s*\)/, skip: !0 },
                    { begin: /(\s*)\(/, end: /\)/, excludeBegin: !0, excludeEnd: !0, keywords: s, contains: b },
                  ],
                },
              ],
            },
            { begin: /,/, relevance: 0 },
            { match: /\s+/, relevance: 0 },
            {
              variants: [
                { begin: i.begin, end: i.end },
                { match: a },
                { begin: o.begin, "on:begin": o.isTrulyOpeningTag, end: o.end },
              ],
              subLanguage: `xml`,
              contains: [{ begin: o.begin, end: o.end, skip: !0, contains: [`self`] }],
            },
          ],
        },
        T,
        { beginKeywords: `while if switch catch for` },
        {
          begin:
            `\\b(?!function)` + e.UNDERSCORE_IDENT_RE + `\\([^()]*(\\([^()]*(\\([^()]*\\)[^()]*)*\\)[^()]*)*\\)\\s*\\{`,
          returnBegin: !0,
          label: `func.def`,
          contains: [x, e.inherit(e.TITLE_MODE, { begin: r, className: `title.function` })],
        },
        { match: /\.\.\./, relevance: 0 },
        te,
        { match: `\\$` + r, relevance: 0 },
        { match: [/\bconstructor(?=\s*\()/], className: { 1: `title.function` }, contains: [x] },
        D,
        ee,
        S,
        O,
        { match: /\$[(.]/ },
      ],
    };
  }
  var Is = {
    scope: `number`,
    match: `([-+]?)(\\b0[xX][a-fA-F0-9]+|(\\b\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?)|NaN|[-+]?Infinity`,
    relevance: 0,
  };
  function Ls(e) {
    let t = { className: `attr`, begin: /(("(\\.|[^\\"\r\n])*")|('(\\.|[^\\'\r\n])*'))(?=\s*:)/, relevance: 1.01 },
      n = { match: /[{}[\],:]/, className: `punctuation`, relevance: 0 },
      r = [`true`, `false`, `null`],
      i = { scope: `literal`, beginKeywords: r.join(` `) };
    return {
      name: `JSON`,
      aliases: [`jsonc`, `json5`],
      keywords: { literal: r },
      contains: [t, n, e.APOS_STRING_MODE, e.QUOTE_STRING_MODE, i, Is, e.C_LINE_COMMENT_MODE, e.C_BLOCK_COMMENT_MODE],
      illegal: `\\S`,
    };
  }
  function Rs(e) {
    let t = e.regex,
      n = /[\p{XID_Start}_]\p{XID_Continue}*/u,
      r =
        `and.as.assert.async.await.break.case.class.continue.def.del.elif.else.except.finally.for.from.global.if.import.in.is.lambda.lazy.match.nonlocal|10.not.or.pass.raise.return.try.while.with.yield`.split(
          `.`,
        ),
      i = {
        $pattern: /[A-Za-z]\w+|__\w+__/,
        keyword: r,
        built_in:
          `__import__.abs.aiter.all.anext.any.ascii.bin.bool.breakpoint.bytearray.bytes.callable.chr.classmethod.compile.complex.delattr.dict.dir.divmod.enumerate.eval.exec.filter.float.format.frozendict.frozenset.getattr.globals.hasattr.hash.help.hex.id.input.int.isinstance.issubclass.iter.len.list.locals.map.max.memoryview.min.next.object.oct.open.ord.pow.print.property.range.repr.reversed.round.sentinel.set.setattr.slice.sorted.staticmethod.str.sum.super.tuple.type.vars.zip`.split(
            `.`,
          ),
        literal: [`__debug__`, `Ellipsis`, `False`, `None`, `NotImplemented`, `True`],
        type: [
          `Any`,
          `Callable`,
          `Coroutine`,
          `Dict`,
          `List`,
          `Literal`,
          `Generic`,
          `Optional`,
          `Sequence`,
          `Set`,
          `Tuple`,
          `Type`,
          `Union`,
        ],
      },
      a = { className: `meta`, begin: /^(>>>|\.\.\.) / },
      o = { className: `subst`, begin: /\{/, end: /\}/, keywords: i, illegal: /#/ },
      s = { begin: /\{\{/, relevance: 0 },
      c = {
        className: `string`,
        contains: [e.BACKSLASH_ESCAPE],
        variants: [
          {
            begin: /([uU]|[bB]|[rR]|[bB][rR]|[rR][bB])?'''/,
            end: /'''/,
            contains: [e.BACKSLASH_ESCAPE, a],
            relevance: 10,
          },
          {
            begin: /([uU]|[bB]|[rR]|[bB][rR]|[rR][bB])?"""/,
            end: /"""/,
            contains: [e.BACKSLASH_ESCAPE, a],
            relevance: 10,
          },
          { begin: /([fFtT][rR]|[rR][fFtT]|[fFtT])'''/, end: /'''/, contains: [e.BACKSLASH_ESCAPE, a, s, o] },
          { begin: /([fFtT][rR]|[rR][fFtT]|[fFtT])"""/, end: /"""/, contains: [e.BACKSLASH_ESCAPE, a, s, o] },
          { begin: /([uU]|[rR])'/, end: /'/, relevance: 10 },
          { begin: /([uU]|[rR])"/, end: /"/, relevance: 10 },
          { begin: /([bB]|[bB][rR]|[rR][bB])'/, end: /'/ },
          { begin: /([bB]|[bB][rR]|[rR][bB])"/, end: /"/ },
          { begin: /([fFtT][rR]|[rR][fFtT]|[fFtT])'/, end: /'/, contains: [e.BACKSLASH_ESCAPE, s, o] },
          { begin: /([fFtT][rR]|[rR][fFtT]|[fFtT])"/, end: /"/, contains: [e.BACKSLASH_ESCAPE, s, o] },
          e.APOS_STRING_MODE,
          e.QUOTE_STRING_MODE,
        ],
      },
      l = `[0-9](_?[0-9])*`,
      u = `(\\b(${l}))?\\.(${l})|\\b(${l})\\.`,
      d = `\\b|${r.join(`|`)}`,
      f = {
        className: `number`,
        relevance: 0,
        variants: [
          { begin: `(\\b(${l})|(${u}))[eE][+-]?(${l})[jJ]?(?=${d})` },
          { begin: `(${u})[jJ]?` },
          { begin: `\\b([1-9](_?[0-9])*|0+(_?0)*)[lLjJ]?(?=${d})` },
          { begin: `\\b0[bB](_?[01])+[lL]?(?=${d})` },
          { begin: `\\b0[oO](_?[0-7])+[lL]?(?=${d})` },
          { begin: `\\b0[xX](_?[0-9a-fA-F])+[lL]?(?=${d})` },
          { begin: `\\b(${l})[jJ](?=${d})` },
        ],
      },
      p = {
        className: `comment`,
        begin: t.lookahead(/# type:/),
        end: /$/,
        keywords: i,
        contains: [{ begin: /# type:/ }, { begin: /#/, end: /\b\B/, endsWithParent: !0 }],
      },
      m = {
        className: `params`,
        variants: [
          { className: ``, begin: /\(\s*\)/, skip: !0 },
          {
            begin: /\(/,
            end: /\)/,
            excludeBegin: !0,
            excludeEnd: !0,
            keywords: i,
            contains: [`self`, a, f, c, e.HASH_COMMENT_MODE],
          },
        ],
      };
    return (
      (o.contains = [c, f, a]),
      {
        name: `Python`,
        aliases: [`py`, `gyp`, `ipython`],
        unicodeRegex: !0,
        keywords: i,
        illegal: /(<\/|\?)|=>/,
        contains: [
          a,
          f,
          { scope: `variable.language`, match: /\bself\b/ },
          { beginKeywords: `if`, relevance: 0 },
          { match: /\bor\b/, scope: `keyword` },
          c,
          p,
          e.HASH_COMMENT_MODE,
          { match: [/\bdef/, /\s+/, n], scope: { 1: `keyword`, 3: `title.function` }, contains: [m] },
          {
            variants: [{ match: [/\bclass/, /\s+/, n, /\s*/, /\(\s*/, n, /\s*\)/] }, { match: [/\bclass/, /\s+/, n] }],
            scope: { 1: `keyword`, 3: `title.class`, 6: `title.class.inherited` },
          },
          { className: `meta`, begin: /^[\t ]*@/, end: /(?=#)|$/, contains: [f, m, c] },
        ],
      }
    );
  }
  function zs(e) {
    let t = e.regex,
      n = e.COMMENT(`--`, `$`),
      r = { scope: `string`, variants: [{ begin: /'/, end: /'/, contains: [{ match: /''/ }] }] },
      i = { begin: /"/, end: /"/, contains: [{ match: /""/ }] },
      a = [`true`, `false`, `unknown`],
      o = [`double precision`, `large object`, `with timezone`, `without timezone`],
      s =
        `bigint.binary.blob.boolean.char.character.clob.date.dec.decfloat.decimal.float.int.integer.interval.nchar.nclob.national.numeric.real.row.smallint.time.timestamp.varchar.varying.varbinary`.split(
          `.`,
        ),
      c = [`add`, `asc`, `collation`, `desc`, `final`, `first`, `last`, `view`],
      l =
        `abs.acos.all.allocate.alter.and.any.are.array.array_agg.array_max_cardinality.as.asensitive.asin.asymmetric.at.atan.atomic.authorization.avg.begin.begin_frame.begin_partition.between.bigint.binary.blob.boolean.both.by.call.called.cardinality.cascaded.case.cast.ceil.ceiling.char.char_length.character.character_length.check.classifier.clob.close.coalesce.collate.collect.column.commit.condition.connect.constraint.contains.convert.copy.corr.corresponding.cos.cosh.count.covar_pop.covar_samp.create.cross.cube.cume_dist.current.current_catalog.current_date.current_default_transform_group.current_path.current_role.current_row.current_schema.current_time.current_timestamp.current_path.current_role.current_transform_group_for_type.current_user.cursor.cycle.date.day.deallocate.dec.decimal.decfloat.declare.default.define.delete.dense_rank.deref.describe.deterministic.disconnect.distinct.double.drop.dynamic.each.element.else.empty.end.end_frame.end_partition.end-exec.equals.escape.every.except.exec.execute.exists.exp.external.extract.false.fetch.filter.first_value.float.floor.for.foreign.frame_row.free.from.full.function.fusion.get.global.grant.group.grouping.groups.having.hold.hour.identity.in.indicator.initial.inner.inout.insensitive.insert.int.integer.intersect.intersection.interval.into.is.join.json_array.json_arrayagg.json_exists.json_object.json_objectagg.json_query.json_table.json_table_primitive.json_value.lag.language.large.last_value.lateral.lead.leading.left.like.like_regex.listagg.ln.local.localtime.localtimestamp.log.log10.lower.match.match_number.match_recognize.matches.max.member.merge.method.min.minute.mod.modifies.module.month.multiset.national.natural.nchar.nclob.new.no.none.normalize.not.nth_value.ntile.null.nullif.numeric.octet_length.occurrences_regex.of.offset.old.omit.on.one.only.open.or.order.out.outer.over.overlaps.overlay.parameter.partition.pattern.per.percent.percent_rank.percentile_cont.percentile_disc.period.portion.position.position_regex.power.precedes.precision.prepare.primary.procedure.ptf.range.rank.reads.real.recursive.ref.references.referencing.regr_avgx.regr_avgy.regr_count.regr_intercept.regr_r2.regr_slope.regr_sxx.regr_sxy.regr_syy.release.result.return.returns.revoke.right.rollback.rollup.row.row_number.rows.running.savepoint.scope.scroll.search.second.seek.select.sensitive.session_user.set.show.similar.sin.sinh.skip.smallint.some.specific.specifictype.sql.sqlexception.sqlstate.sqlwarning.sqrt.start.static.stddev_pop.stddev_samp.submultiset.subset.substring.substring_regex.succeeds.sum.symmetric.system.system_time.system_user.table.tablesample.tan.tanh.then.time.timestamp.timezone_hour.timezone_minute.to.trailing.translate.translate_regex.translation.treat.trigger.trim.trim_array.true.truncate.uescape.union.unique.unknown.unnest.update.upper.user.using.value.values.value_of.var_pop.var_samp.varbinary.varchar.varying.versioning.when.whenever.where.width_bucket.window.with.within.without.year`.split(
          `.`,
        ),
      u =
        `abs.acos.array_agg.asin.atan.avg.cast.ceil.ceiling.coalesce.corr.cos.cosh.count.covar_pop.covar_samp.cume_dist.dense_rank.deref.element.exp.extract.first_value.floor.json_array.json_arrayagg.json_exists.json_object.json_objectagg.json_query.json_table.json_table_primitive.json_value.lag.last_value.lead.listagg.ln.log.log10.lower.max.min.mod.nth_value.ntile.nullif.percent_rank.percentile_cont.percentile_disc.position.position_regex.power.rank.regr_avgx.regr_avgy.regr_count.regr_intercept.regr_r2.regr_slope.regr_sxx.regr_sxy.regr_syy.row_number.sin.sinh.sqrt.stddev_pop.stddev_samp.substring.substring_regex.sum.tan.tanh.translate.translate_regex.treat.trim.trim_array.unnest.upper.value_of.var_pop.var_samp.width_bucket`.split(
          `.`,
        ),
      d = [
        `current_catalog`,
        `current_date`,
        `current_default_transform_group`,
        `current_path`,
        `current_role`,
        `current_schema`,
        `current_transform_group_for_type`,
        `current_user`,
        `session_user`,
        `system_time`,
        `system_user`,
        `current_time`,
        `localtime`,
        `current_timestamp`,
        `localtimestamp`,
      ],
      f = [
        `create table`,
        `insert into`,
        `primary key`,
        `foreign key`,
        `not null`,
        `alter table`,
        `add constraint`,
        `grouping sets`,
        `on overflow`,
        `character set`,
        `respect nulls`,
        `ignore nulls`,
        `nulls first`,
        `nulls last`,
        `depth first`,
        `breadth first`,
      ],
      p = u,
      m = [...l, ...c].filter((e) => !u.includes(e)),
      h = { scope: `variable`, match: /@[a-z0-9][a-z0-9_]*/ },
      g = { scope: `operator`, match: /[-+*/=%^~]|&&?|\|\|?|!=?|<(?:=>?|<|>)?|>[>=]?/, relevance: 0 },
      _ = { match: t.concat(/\b/, t.either(...p), /\s*\(/), relevance: 0, keywords: { built_in: p } };
    function v(e) {
      return t.concat(/\b/, t.either(...e.map((e) => e.replace(/\s+/, `\\s+`))), /\b/);
    }
    let y = { scope: `keyword`, match: v(f), relevance: 0 };
    function b(e, { exceptions: t, when: n } = {}) {
      let r = n;
      return ((t ||= []), e.map((e) => (e.match(/\|\d+$/) || t.includes(e) ? e : r(e) ? `${e}|0` : e)));
    }
    return {
      name: `SQL`,
      case_insensitive: !0,
      illegal: /[{}]|<\//,
      keywords: {
        $pattern: /\b[\w\.]+/,
        keyword: b(m, { when: (e) => e.length < 3 }),
        literal: a,
        type: s,
        built_in: d,
      },
      contains: [{ scope: `type`, match: v(o) }, y, _, h, r, i, e.C_NUMBER_MODE, e.C_BLOCK_COMMENT_MODE, n, g],
    };
  }
  var Bs = `[A-Za-z$_][0-9A-Za-z$_]*`,
    Vs =
      `as.in.of.if.for.while.finally.var.new.function.do.return.void.else.break.catch.instanceof.with.throw.case.default.try.switch.continue.typeof.delete.let.yield.const.class.debugger.async.await.static.import.from.export.extends.using`.split(
        `.`,
      ),
    Hs = [`true`, `false`, `null`, `undefined`, `NaN`, `Infinity`],
    Us =
      `Object.Function.Boolean.Symbol.Math.Date.Number.BigInt.String.RegExp.Array.Float32Array.Float64Array.Int8Array.Uint8Array.Uint8ClampedArray.Int16Array.Int32Array.Uint16Array.Uint32Array.BigInt64Array.BigUint64Array.Set.Map.WeakSet.WeakMap.ArrayBuffer.SharedArrayBuffer.Atomics.DataView.JSON.Promise.Generator.GeneratorFunction.AsyncFunction.Reflect.Proxy.Intl.WebAssembly`.split(
        `.`,
      ),
    Ws = [
      `Error`,
      `EvalError`,
      `InternalError`,
      `RangeError`,
      `ReferenceError`,
      `SyntaxError`,
      `TypeError`,
      `URIError`,
    ],
    Gs = [
      `setInterval`,
      `setTimeout`,
      `clearInterval`,
      `clearTimeout`,
      `require`,
      `exports`,
      `eval`,
      `isFinite`,
      `isNaN`,
      `parseFloat`,
      `parseInt`,
      `decodeURI`,
      `decodeURIComponent`,
      `encodeURI`,
      `encodeURIComponent`,
      `escape`,
      `unescape`,
    ],
    Ks = [
      `arguments`,
      `this`,
      `super`,
      `console`,
      `window`,
      `document`,
      `localStorage`,
      `sessionStorage`,
      `module`,
      `self`,
      `global`,
    ],
    qs = [].concat(Gs, Us, Ws);
  function Js(e) {
    let t = e.regex,
      n = (e, { after: t }) => {
        let n = `</` + e[0].slice(1);
        return e.input.indexOf(n, t) !== -1;
      },
      r = Bs,
      i = { begin: `<>`, end: `</>` },
      a = /<[A-Za-z0-9\\._:-]+\s*\/>/,
      o = {
        begin: /<[A-Za-z0-9\\._:-]+/,
        end: /\/[A-Za-z0-9\\._:-]+>|\/>/,
        isTrulyOpeningTag: (e, t) => {
          let r = e[0].length + e.index,
            i = e.input[r];
          if (i === `<` || i === `,`) {
            t.ignoreMatch();
            return;
          }
          i === `>` && (n(e, { after: r }) || t.ignoreMatch());
          let a,
            o = e.input.substring(r);
          ((a = o.match(/^\s*=/)) || ((a = o.match(/^\s+extends\s+/)) && a.index === 0)) && t.ignoreMatch();
        },
      },
      s = { $pattern: Bs, keyword: Vs, literal: Hs, built_in: qs, "variable.language": Ks },
      c = `[0-9](_?[0-9])*`,
      l = `\\.(${c})`,
      u = `0|[1-9](_?[0-9])*|0[0-7]*[89][0-9]*`,
      d = {
        className: `number`,
        variants: [
          { begin: `(\\b(${u})((${l})|\\.)?|(${l}))[eE][+-]?(${c})\\b` },
          { begin: `\\b(${u})\\b((${l})\\b|\\.)?|(${l})\\b` },
          { begin: `\\b(0|[1-9](_?[0-9])*)n\\b` },
          { begin: `\\b0[xX][0-9a-fA-F](_?[0-9a-fA-F])*n?\\b` },
          { begin: `\\b0[bB][0-1](_?[0-1])*n?\\b` },
          { begin: `\\b0[oO][0-7](_?[0-7])*n?\\b` },
          { begin: `\\b0[0-7]+n?\\b` },
        ],
        relevance: 0,
      },
      f = { className: `subst`, begin: `\\$\\{`, end: `\\}`, keywords: s, contains: [] },
      p = {
        begin: ".?html`",
        end: ``,
        starts: { end: "`", returnEnd: !1, contains: [e.BACKSLASH_ESCAPE, f], subLanguage: `xml` },
      },
      m = {
        begin: ".?css`",
        end: ``,
        starts: { end: "`", returnEnd: !1, contains: [e.BACKSLASH_ESCAPE, f], subLanguage: `css` },
      },
      h = {
        begin: ".?gql`",
        end: ``,
        starts: { end: "`", returnEnd: !1, contains: [e.BACKSLASH_ESCAPE, f], subLanguage: `graphql` },
      },
      g = { className: `string`, begin: "`", end: "`", contains: [e.BACKSLASH_ESCAPE, f] },
      _ = {
        className: `comment`,
        variants: [
          e.COMMENT(/\/\*\*(?!\/)/, `\\*/`, {
            relevance: 0,
            contains: [
              {
                begin: `(?=@[A-Za-z]+)`,
                relevance: 0,
                contains: [
                  { className: `doctag`, begin: `@[A-Za-z]+` },
                  { className: `type`, begin: `\\{`, end: `\\}`, excludeEnd: !0, excludeBegin: !0, relevance: 0 },
                  { className: `variable`, begin: r + `(?=\\s*(-)|$)`, endsParent: !0, relevance: 0 },
                  { begin: /(?=[^\n])\s/, relevance: 0 },
                ],
              },
            ],
          }),
          e.C_BLOCK_COMMENT_MODE,
          e.C_LINE_COMMENT_MODE,
        ],
      },
      v = [e.APOS_STRING_MODE, e.QUOTE_STRING_MODE, p, m, h, g, { match: /\$\d+/ }, d];
    f.contains = v.concat({ begin: /\{/, end: /\}/, keywords: s, contains: [`self`].concat(v) });
    let y = [].concat(_, f.contains),
      b = y.concat([{ begin: /(\s*)\(/, end: /\)/, keywords: s, contains: [`self`].concat(y) }]),
      x = {
        className: `params`,
        begin: /(\s*)\(/,
        end: /\)/,
        excludeBegin: !0,
        excludeEnd: !0,
        keywords: s,
        contains: b,
      },
      S = {
        variants: [
          {
            match: [/class/, /\s+/, r, /\s+/, /extends/, /\s+/, t.concat(r, `(`, t.concat(/\./, r), `)*`)],
            scope: { 1: `keyword`, 3: `title.class`, 5: `keyword`, 7: `title.class.inherited` },
          },
          { match: [/class/, /\s+/, r], scope: { 1: `keyword`, 3: `title.class` } },
        ],
      },
      C = {
        relevance: 0,
        match: t.either(
          /\bJSON/,
          /\b[A-Z][a-z]+([A-Z][a-z]*|\d)*/,
          /\b[A-Z]{2,}([A-Z][a-z]+|\d)+([A-Z][a-z]*)*/,
          /\b[A-Z]{2,}[a-z]+([A-Z][a-z]+|\d)*([A-Z][a-z]*)*/,
        ),
        className: `title.class`,
        keywords: { _: [...Us, ...Ws] },
      },
      w = { label: `use_strict`, className: `meta`, relevance: 10, begin: /^\s*['"]use (strict|asm)['"]/ },
      T = {
        variants: [{ match: [/function/, /\s+/, r, /(?=\s*\()/] }, { match: [/function/, /\s*(?=\()/] }],
        className: { 1: `keyword`, 3: `title.function` },
        label: `func.def`,
        contains: [x],
        illegal: /%/,
      },
      ee = { relevance: 0, match: /\b[A-Z][A-Z_0-9]+\b/, className: `variable.constant` };
    function E(e) {
      return t.concat(`(?!`, e.join(`|`), `)`);
    }
    let D = {
        match: t.concat(
          /\b/,
          E([...Gs, `super`, `import`, `await`].map((e) => `${e}\\s*\\(`)),
          r,
          t.lookahead(/\s*\(/),
        ),
        className: `title.function`,
        relevance: 0,
      },
      te = {
        begin: t.concat(/\./, t.lookahead(t.concat(r, /(?![0-9A-Za-z$_(])/))),
        end: r,
        excludeBegin: !0,
        keywords: `prototype`,
        className: `property`,
        relevance: 0,
      },
      O = {
        match: [/get|set/, /\s+/, r, /(?=\()/],
        className: { 1: `keyword`, 3: `title.function` },
        contains: [{ begin: /\(\)/ }, x],
      },
      ne = `(\\([^()]*(\\([^()]*(\\([^()]*\\)[^()]*)*\\)[^()]*)*\\)|` + e.UNDERSCORE_IDENT_RE + `)\\s*=>`,
      k = {
        match: [/const|var|let/, /\s+/, r, /\s*/, /=\s*/, /(async\s*)?/, t.lookahead(ne)],
        keywords: `async`,
        className: { 1: `keyword`, 3: `title.function` },
        contains: [x],
      };
    return {
      name: `JavaScript`,
      aliases: [`js`, `jsx`, `mjs`, `cjs`],
      keywords: s,
      exports: { PARAMS_CONTAINS: b, CLASS_REFERENCE: C },
      illegal: /#(?![$_A-Za-z])/,
      contains: [
        e.SHEBANG({ label: `shebang`, binary: `node`, relevance: 5 }),
        w,
        e.APOS_STRING_MODE,
        e.QUOTE_STRING_MODE,
        p,
        m,
        h,
        g,
        _,
        { match: /\$\d+/ },
        d,
        C,
        { scope: `attr`, match: r + t.lookahead(`:`), relevance: 0 },
        k,
        {
          begin: `(` + e.RE_STARTERS_RE + `|\\b(case|return|throw)\\b)\\s*`,
          keywords: `return throw case`,
          relevance: 0,
          contains: [
            _,
            e.REGEXP_MODE,
            {
              className: `function`,
              begin: ne,
              returnBegin: !0,
              end: `\\s*=>`,
              contains: [
                {
                  className: `params`,
                  variants: [
                    { begin: e.UNDERSCORE_IDENT_RE, relevance: 0 },
                    { className: null, begin: /\(\s*\)/, skip: !0 },
                    { begin: /(\s*)\(/, end: /\)/, excludeBegin: !0, excludeEnd: !0, keywords: s, contains: b },
                  ],
                },
              ],
            },
            { begin: /,/, relevance: 0 },
            { match: /\s+/, relevance: 0 },
            {
              variants: [
                { begin: i.begin, end: i.end },
                { match: a },
                { begin: o.begin, "on:begin": o.isTrulyOpeningTag, end: o.end },
              ],
              subLanguage: `xml`,
              contains: [{ begin: o.begin, end: o.end, skip: !0, contains: [`self`] }],
            },
          ],
        },
        T,
        { beginKeywords: `while if switch catch for` },
        {
          begin:
            `\\b(?!function)` + e.UNDERSCORE_IDENT_RE + `\\([^()]*(\\([^()]*(\\([^()]*\\)[^()]*)*\\)[^()]*)*\\)\\s*\\{`,
          returnBegin: !0,
          label: `func.def`,
          contains: [x, e.inherit(e.TITLE_MODE, { begin: r, className: `title.function` })],
        },
        { match: /\.\.\./, relevance: 0 },
        te,
        { match: `\\$` + r, relevance: 0 },
        { match: [/\bconstructor(?=\s*\()/], className: { 1: `title.function` }, contains: [x] },
        D,
        ee,
        S,
        O,
        { match: /\$[(.]/ },
      ],
    };
  }
  function Ys(e) {
    let t = e.regex,
      n = Js(e),
      r = Bs,
      i = [`any`, `void`, `number`, `boolean`, `string`, `object`, `never`, `symbol`, `bigint`, `unknown`],
      a = { begin: [/namespace/, /\s+/, e.IDENT_RE], beginScope: { 1: `keyword`, 3: `title.class` } },
      o = {
        beginKeywords: `interface`,
        end: /\{/,
        excludeEnd: !0,
        keywords: { keyword: `interface extends`, built_in: i },
        contains: [n.exports.CLASS_REFERENCE],
      },
      s = { className: `meta`, relevance: 10, begin: /^\s*['"]use strict['"]/ },
      c = {
        $pattern: Bs,
        keyword: Vs.concat([
          `type`,
          `interface`,
          `public`,
          `private`,
          `protected`,
          `implements`,
          `declare`,
          `abstract`,
          `readonly`,
          `enum`,
          `override`,
          `satisfies`,
        ]),
        literal: Hs,
        built_in: qs.concat(i),
        "variable.language": Ks,
      },
      l = { className: `meta`, begin: `@` + r },
      u = (e, t, n) => {
        let r = e.contains.findIndex((e) => e.label === t);
        if (r === -1) throw Error(`can not find mode to replace`);
        e.contains.splice(r, 1, n);
      };
    (Object.assign(n.keywords, c), n.exports.PARAMS_CONTAINS.push(l));
    let d = n.contains.find((e) => e.scope === `attr`),
      f = Object.assign({}, d, { match: t.concat(r, t.lookahead(/\s*\?:/)) });
    (n.exports.PARAMS_CONTAINS.push([n.exports.CLASS_REFERENCE, d, f]),
      (n.contains = n.contains.concat([l, a, o, f])),
      u(n, `shebang`, e.SHEBANG()),
      u(n, `use_strict`, s));
    let p = n.contains.find((e) => e.label === `func.def`);
    return ((p.relevance = 0), Object.assign(n, { name: `TypeScript`, aliases: [`ts`, `tsx`, `mts`, `cts`] }), n);
  }
  function Xs(e) {
    let t = e.regex,
      n = t.concat(/[\p{L}_]/u, t.optional(/[\p{L}0-9_.-]*:/u), /[\p{L}0-9_.-]*/u),
      r = /[\p{L}0-9._:-]+/u,
      i = { className: `symbol`, begin: /&[a-z]+;|&#[0-9]+;|&#x[a-f0-9]+;/ },
      a = { begin: /\s/, contains: [{ className: `keyword`, begin: /#?[a-z_][a-z1-9_-]+/, illegal: /\n/ }] },
      o = e.inherit(a, { begin: /\(/, end: /\)/ }),
      s = e.inherit(e.APOS_STRING_MODE, { className: `string` }),
      c = e.inherit(e.QUOTE_STRING_MODE, { className: `string` }),
      l = {
        endsWithParent: !0,
        illegal: /</,
        relevance: 0,
        contains: [
          { className: `attr`, begin: r, relevance: 0 },
          {
            begin: /=\s*/,
            relevance: 0,
            contains: [
              {
                className: `string`,
                endsParent: !0,
                variants: [
                  { begin: /"/, end: /"/, contains: [i] },
                  { begin: /'/, end: /'/, contains: [i] },
                  { begin: /[^\s"'=<>`]+/ },
                ],
              },
            ],
          },
        ],
      };
    return {
      name: `HTML, XML`,
      aliases: [`html`, `xhtml`, `rss`, `atom`, `xjb`, `xsd`, `xsl`, `plist`, `wsf`, `svg`],
      case_insensitive: !0,
      unicodeRegex: !0,
      contains: [
        {
          className: `meta`,
          begin: /<![a-z]/,
          end: />/,
          relevance: 10,
          contains: [
            a,
            c,
            s,
            o,
            {
              begin: /\[/,
              end: /\]/,
              contains: [{ className: `meta`, begin: /<![a-z]/, end: />/, contains: [a, o, c, s] }],
            },
          ],
        },
        e.COMMENT(/<!--/, /-->/, { relevance: 10 }),
        { begin: /<!\[CDATA\[/, end: /\]\]>/, relevance: 10 },
        i,
        {
          className: `meta`,
          end: /\?>/,
          variants: [{ begin: /<\?xml/, relevance: 10, contains: [c] }, { begin: /<\?[a-z][a-z0-9]+/ }],
        },
        {
          className: `tag`,
          begin: /<style(?=\s|>)/,
          end: />/,
          keywords: { name: `style` },
          contains: [l],
          starts: { end: /<\/style>/, returnEnd: !0, subLanguage: `css` },
        },
        {
          className: `tag`,
          begin: /<script(?=\s|>)/,
          end: />/,
          keywords: { name: `script` },
          contains: [l],
          starts: { end: /<\/script>/, returnEnd: !0, subLanguage: `javascript` },
        },
        { className: `tag`, begin: /<>|<\/>/ },
        {
          className: `tag`,
          begin: t.concat(/</, t.lookahead(t.concat(n, t.either(/\/>/, />/, /\s/)))),
          end: /\/?>/,
          contains: [{ className: `name`, begin: n, relevance: 0, starts: l }],
        },
        {
          className: `tag`,
          begin: t.concat(/<\//, t.lookahead(t.concat(n, />/))),
          contains: [
            { className: `name`, begin: n, relevance: 0 },
            { begin: />/, relevance: 0, endsParent: !0 },
          ],
        },
      ],
    };
  }
  function Zs(e) {
    let t = `true false yes no null`,
      n = `[\\w#;/?:@&=+$,.~*'()[\\]]+`,
      r = {
        className: `attr`,
        variants: [
          { begin: /[\w*@][\w*@ :()\./-]*:(?=[ \t]|$)/ },
          { begin: /"[\w*@][\w*@ :()\./-]*":(?=[ \t]|$)/ },
          { begin: /'[\w*@][\w*@ :()\./-]*':(?=[ \t]|$)/ },
        ],
      },
      i = {
        className: `template-variable`,
        variants: [
          { begin: /\{\{/, end: /\}\}/ },
          { begin: /%\{/, end: /\}/ },
        ],
      },
      a = {
        className: `string`,
        relevance: 0,
        begin: /'/,
        end: /'/,
        contains: [{ match: /''/, scope: `char.escape`, relevance: 0 }],
      },
      o = {
        className: `string`,
        relevance: 0,
        variants: [{ begin: /"/, end: /"/ }, { begin: /\S+/ }],
        contains: [e.BACKSLASH_ESCAPE, i],
      },
      s = e.inherit(o, {
        variants: [
          { begin: /'/, end: /'/, contains: [{ begin: /''/, relevance: 0 }] },
          { begin: /"/, end: /"/ },
          { begin: /[^\s,{}[\]]+/ },
        ],
      }),
      c = {
        className: `number`,
        begin: `\\b[0-9]{4}(-[0-9][0-9]){0,2}([Tt \\t][0-9][0-9]?(:[0-9][0-9]){2})?(\\.[0-9]*)?([ \\t])*(Z|[-+][0-9][0-9]?(:[0-9][0-9])?)?\\b`,
      },
      l = { end: `,`, endsWithParent: !0, excludeEnd: !0, keywords: t, relevance: 0 },
      u = { begin: /\{/, end: /\}/, contains: [l], illegal: `\\n`, relevance: 0 },
      d = { begin: `\\[`, end: `\\]`, contains: [l], illegal: `\\n`, relevance: 0 },
      f = [
        r,
        { className: `meta`, begin: `^---\\s*$`, relevance: 10 },
        { className: `string`, begin: `[\\|>]([1-9]?[+-])?[ ]*\\n( +)[^ ][^\\n]*\\n(\\2[^\\n]+\\n?)*` },
        { begin: `<%[%=-]?`, end: `[%-]?%>`, subLanguage: `ruby`, excludeBegin: !0, excludeEnd: !0, relevance: 0 },
        { className: `type`, begin: `!\\w+!` + n },
        { className: `type`, begin: `!<` + n + `>` },
        { className: `type`, begin: `!` + n },
        { className: `type`, begin: `!!` + n },
        { className: `meta`, begin: `&` + e.UNDERSCORE_IDENT_RE + `$` },
        { className: `meta`, begin: `\\*` + e.UNDERSCORE_IDENT_RE + `$` },
        { className: `bullet`, begin: `-(?=[ ]|$)`, relevance: 0 },
        e.HASH_COMMENT_MODE,
        { beginKeywords: t, keywords: { literal: t } },
        c,
        { className: `number`, begin: e.C_NUMBER_RE + `\\b`, relevance: 0 },
        u,
        d,
        a,
        o,
      ],
      p = [...f];
    return (
      p.pop(),
      p.push(s),
      (l.contains = p),
      { name: `YAML`, case_insensitive: !0, aliases: [`yml`], contains: f }
    );
  }
  async function Qs(e) {
    try {
      return (await navigator.clipboard.writeText(e), !0);
    } catch {
      return $s(e);
    }
  }
  function $s(e) {
    let t = document.createElement(`textarea`);
    ((t.value = e),
      t.style.setProperty(`position`, `fixed`),
      t.style.setProperty(`opacity`, `0`),
      document.body.append(t),
      t.select());
    let n = document.execCommand(`copy`);
    return (t.remove(), n);
  }
  var ec = ms({
    bash: gs,
    css: Ts,
    diff: Es,
    javascript: Fs,
    json: Ls,
    python: Rs,
    sql: zs,
    typescript: Ys,
    xml: Xs,
    yaml: Zs,
  });
  ec.registerAlias({
    bash: [`sh`, `shell`, `zsh`],
    javascript: [`js`, `jsx`],
    typescript: [`ts`, `tsx`],
    python: [`py`],
    xml: [`html`, `svg`],
    yaml: [`yml`],
  });
  var tc = 4e3,
    nc = 6e4;
  function rc(e) {
    let { t } = K(),
      [n, r] = F(!1),
      i = e.language.split(/\s/)[0].toLowerCase(),
      a = e.text.length > (e.growing ? tc : nc),
      o = We(() => (!i || a || !ec.registered(i) ? e.text : ic(ec.highlight(i, e.text).children)), [e.text, i, a]),
      s = async () => {
        (r(await Qs(e.text)), setTimeout(() => r(!1), 2e3));
      };
    return W(`div`, {
      class: `ck-code`,
      dir: `ltr`,
      children: [
        W(`div`, {
          class: `ck-code-head`,
          children: [
            W(`span`, { children: i || `text` }),
            W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-small`,
              "aria-label": t(n ? `copied` : `copyCode`),
              onClick: () => void s(),
              children: W(G, { name: n ? `check` : `lucide:copy`, size: 15 }),
            }),
          ],
        }),
        W(`pre`, {
          tabIndex: 0,
          role: `group`,
          "aria-label": i || t(`copyCode`),
          children: W(`code`, { children: o }),
        }),
      ],
    });
  }
  function ic(e) {
    return e?.map((e) =>
      e.type === `text` ? e.value : W(`span`, { class: e.properties?.className?.join(` `), children: ic(e.children) }),
    );
  }
  function ac() {
    return {
      async: !1,
      breaks: !1,
      extensions: null,
      gfm: !0,
      hooks: null,
      pedantic: !1,
      renderer: null,
      silent: !1,
      tokenizer: null,
      walkTokens: null,
    };
  }
  var oc = ac();
  function sc(e) {
    oc = e;
  }
  var cc = { exec: () => null };
  function lc(e) {
    let t = [];
    return (n) => {
      let r = Math.max(0, Math.min(3, n - 1)),
        i = t[r];
      return (i || ((i = e(r)), (t[r] = i)), i);
    };
  }
  function J(e, t = ``) {
    let n = typeof e == `string` ? e : e.source,
      r = {
        replace: (e, t) => {
          let i = typeof t == `string` ? t : t.source;
          return ((i = i.replace(Y.caret, `$1`)), (n = n.replace(e, i)), r);
        },
        getRegex: () => new RegExp(n, t),
      };
    return r;
  }
  var uc = ((e = ``) => {
      try {
        return !!RegExp(`(?<=1)(?<!1)` + e);
      } catch {
        return !1;
      }
    })(),
    Y = {
      codeRemoveIndent: /^(?: {0,3}\t| {1,4})/gm,
      listInterruptsParagraph: /^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/,
      outputLinkReplace: /\\([\[\]])/g,
      indentCodeCompensation: /^(\s+)(?:```)/,
      beginningSpace: /^\s+/,
      endingHash: /#$/,
      startingSpaceChar: /^ /,
      endingSpaceChar: / $/,
      endingSpaceTabChar: /[ \t]$/,
      nonSpaceChar: /[^ ]/,
      newLineCharGlobal: /\n/g,
      tabCharGlobal: /\t/g,
      leadingSpaceTab: /^[ \t]+/,
      multipleSpaceGlobal: /\s+/g,
      blankLine: /^[ \t]*$/,
      doubleBlankLine: /\n[ \t]*\n[ \t]*$/,
      blockquoteStart: /^ {0,3}>/,
      blockquoteSetextReplace: /\n {0,3}((?:=+|-+)[ \t]*)(?=\n|$)/g,
      blockquoteSetextReplace2: /^ {0,3}>[ \t]?/gm,
      blockquoteMarkerWhitespace: /^( {0,3}>)(\t[ \t]*)/gm,
      nestedBlockMarker: /^ {0,3}(?:(?:[*+-]|\d{1,9}[.)])(?: |$)|> ?)/,
      listReplaceNesting: /^ {1,4}(?=( {4})*[^ ])/g,
      listIsTask: /^\[[ xX]\][ \t]+\S/,
      listReplaceTask: /^\[[ xX]\][ \t]+/,
      listTaskCheckbox: /\[[ xX]\]/,
      anyLine: /\n.*\n/,
      hrefBrackets: /^<(.*)>$/,
      tableDelimiter: /[:|]/,
      tableAlignChars: /^\||\| *$/g,
      tableRowBlankLine: /\n[ \t]*$/,
      tableAlignRight: /^ *-+: *$/,
      tableAlignCenter: /^ *:-+: *$/,
      tableAlignLeft: /^ *:-+ *$/,
      startATag: /^<a /i,
      endATag: /^<\/a>/i,
      startPreScriptTag: /^<(pre|code|kbd|script)(\s|>)/i,
      endPreScriptTag: /^<\/(pre|code|kbd|script)(\s|>)/i,
      startAngleBracket: /^</,
      endAngleBracket: />$/,
      pedanticHrefTitle: /^([^'"]*[^\s])\s+(['"])(.*)\2/,
      unicodeAlphaNumeric: /[\p{L}\p{N}]/u,
      numericCharacterReference: /&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));/,
      numericCharacterReferenceOrAmpersand:
        /&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,
      escapeTest: /[&<>"']/,
      escapeReplace: /[&<>"']/g,
      escapeTestNoEncode: /[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/,
      escapeReplaceNoEncode: /[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,
      caret: /(^|[^\[])\^/g,
      percentDecode: /%25/g,
      findPipe: /\|/g,
      splitPipe: / \|/,
      slashPipe: /\\\|/g,
      carriageReturn: /\r\n|\r/g,
      spaceLine: /^ +$/gm,
      notSpaceStart: /^\S*/,
      endingNewline: /\n$/,
      listItemRegex: (e) => RegExp(`^( {0,3}${e})((?:[	 ][^\\n]*)?(?:\\n|$))`),
      nextBulletRegex: lc((e) => RegExp(`^ {0,${e}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)),
      hrRegex: lc((e) => RegExp(`^ {0,${e}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)),
      fencesBeginRegex: lc((e) => RegExp(`^ {0,${e}}(?:\`\`\`|~~~)`)),
      headingBeginRegex: lc((e) => RegExp(`^ {0,${e}}#{1,6}(?:\\s|$)`)),
      pedanticHeadingBeginRegex: lc((e) => RegExp(`^ {0,${e}}#`)),
      htmlBeginRegex: lc((e) =>
        RegExp(
          `^ {0,${e}}(?:</?(?:${_c})(?:[ \\t]+|$|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,
          `i`,
        ),
      ),
      blockquoteBeginRegex: lc((e) => RegExp(`^ {0,${e}}>`)),
      nestedContainerMarkers: /^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/,
    },
    dc = /^(?:[ \t]*(?:\n|$))+/,
    fc = /^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/,
    pc =
      /^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/,
    mc = /^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/,
    hc = /^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/,
    gc = / {0,3}(?:[*+-]|\d{1,9}[.)])/,
    _c = `address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul`,
    vc = J(
      ` {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,
    )
      .replace(`tag`, _c)
      .getRegex(),
    yc =
      /^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/,
    bc = J(yc)
      .replace(/bull/g, gc)
      .replace(/blockCode/g, /(?: {4}| {0,3}\t)/)
      .replace(/fences/g, / {0,3}(?:`{3,}|~{3,})/)
      .replace(/blockquote/g, / {0,3}>/)
      .replace(/heading/g, / {0,3}#{1,6}(?:\s|$)/)
      .replace(/hr/g, / {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/)
      .replace(/\|table/g, ``)
      .replace(/html/g, vc)
      .getRegex(),
    xc = J(yc)
      .replace(/bull/g, gc)
      .replace(/blockCode/g, /(?: {4}| {0,3}\t)/)
      .replace(/fences/g, / {0,3}(?:`{3,}|~{3,})/)
      .replace(/blockquote/g, / {0,3}>/)
      .replace(/heading/g, / {0,3}#{1,6}(?:\s|$)/)
      .replace(/hr/g, / {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/)
      .replace(/table/g, / {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/)
      .replace(/html/g, vc)
      .getRegex(),
    Sc = /^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/,
    Cc = /^[^\n]+/,
    wc = /(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/,
    Tc = J(
      /^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/,
    )
      .replace(`label`, wc)
      .replace(`title`, /(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/)
      .getRegex(),
    Ec = J(/^(bull)([ \t][^\n]*?)?(?:\n|$)/)
      .replace(/bull/g, gc)
      .getRegex(),
    Dc = /<!--(?:-?>|[\s\S]*?(?:-->|$))/,
    Oc = J(
      `^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))`,
      `i`,
    )
      .replace(`comment`, Dc)
      .replace(`tag`, _c)
      .replace(
        `attribute`,
        /[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/,
      )
      .getRegex(),
    kc = (e) =>
      J(Sc)
        .replace(`hr`, mc)
        .replace(`heading`, ` {0,3}#{1,6}(?:\\s|$)`)
        .replace(`|lheading`, ``)
        .replace(`|table`, ``)
        .replace(`blockquote`, ` {0,3}>`)
        .replace(`fences`, " {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)")
        .replace(`list`, e)
        .replace(`html`, vc)
        .getRegex(),
    Ac = kc(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/),
    jc = kc(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/),
    Mc = {
      blockquote: J(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/)
        .replace(`paragraph`, jc)
        .getRegex(),
      code: fc,
      def: Tc,
      fences: pc,
      heading: hc,
      hr: mc,
      html: Oc,
      lheading: bc,
      list: Ec,
      newline: dc,
      paragraph: Ac,
      table: cc,
      text: Cc,
    },
    Nc = J(
      `^ *([^\\n ].*)\\n {0,3}((?:\\| *)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)`,
    )
      .replace(`hr`, mc)
      .replace(`heading`, ` {0,3}#{1,6}(?:\\s|$)`)
      .replace(`blockquote`, ` {0,3}>`)
      .replace(`code`, `(?: {4}| {0,3}	)[^\\n]`)
      .replace(`fences`, " {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)")
      .replace(`list`, ` {0,3}(?:[*+-]|1[.)])[ \\t]`)
      .replace(`html`, vc)
      .getRegex(),
    Pc = {
      ...Mc,
      lheading: xc,
      table: Nc,
      paragraph: J(Sc)
        .replace(`hr`, mc)
        .replace(`heading`, ` {0,3}#{1,6}(?:\\s|$)`)
        .replace(`|lheading`, ``)
        .replace(`table`, Nc)
        .replace(`blockquote`, ` {0,3}>`)
        .replace(`fences`, " {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)")
        .replace(`list`, ` {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]`)
        .replace(`html`, vc)
        .getRegex(),
    },
    Fc = {
      ...Mc,
      html: J(
        `^ *(?:comment(?: *\\n|\\s*$)|<(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`,
      )
        .replace(`comment`, Dc)
        .replace(
          /tag/g,
          `(?!(?:a|em|strong|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b`,
        )
        .getRegex(),
      def: /^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/,
      heading: /^(#{1,6})(.*)(?:\n+|$)/,
      fences: cc,
      lheading: /^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/,
      paragraph: J(Sc)
        .replace(`hr`, mc)
        .replace(
          `heading`,
          ` *#{1,6} *[^
]`,
        )
        .replace(`|table`, ``)
        .replace(`blockquote`, ` {0,3}>`)
        .replace(`|fences`, ``)
        .replace(`|list`, ``)
        .replace(`|html`, ``)
        .replace(`|tag`, ``)
        .replace(`lheading`, bc)
        .getRegex(),
    },
    Ic = /^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/,
    Lc = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,
    Rc = /^( {2,}|\\)\n(?!\s*$)[ \t]*/,
    zc = /^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/,
    Bc = /[\p{P}\p{S}]/u,
    Vc = /[\s\p{P}\p{S}]/u,
    Hc = /[^\s\p{P}\p{S}]/u,
    Uc = J(/^((?![*_])punctSpace)/, `u`)
      .replace(/punctSpace/g, Vc)
      .getRegex(),
    Wc = /[\p{Pi}\p{Ps}"']/u,
    Gc = /(?!~)[\p{P}\p{S}]/u,
    Kc = /(?!~)[\s\p{P}\p{S}]/u,
    qc = /(?:[^\s\p{P}\p{S}]|~)/u,
    Jc = J(/link|precode-code|html/, `g`)
      .replace(
        `link`,
        /\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/,
      )
      .replace(`precode-`, uc ? "(?<!`)()" : "(^^|[^`])")
      .replace(`code`, /(?<b>`+)[^`]+\k<b>(?!`)/)
      .replace(`html`, /<(?! )[^<>]*?>/)
      .getRegex(),
    Yc = /^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/,
    Xc = J(Yc, `u`).replace(/punct/g, Bc).getRegex(),
    Zc = J(Yc, `u`).replace(/punct/g, Gc).getRegex(),
    Qc = J(/^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/, `u`)
      .replace(/openQuote/g, Wc)
      .replace(/punct/g, Bc)
      .getRegex(),
    $c = `^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)`,
    el = J($c, `gu`)
      .replace(/notPunctSpace/g, Hc)
      .replace(/punctSpace/g, Vc)
      .replace(/punct/g, Bc)
      .getRegex(),
    tl = J($c, `gu`)
      .replace(/notPunctSpace/g, qc)
      .replace(/punctSpace/g, Kc)
      .replace(/punct/g, Gc)
      .getRegex(),
    nl = J(
      `^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)`,
      `gu`,
    )
      .replace(/notPunctSpace/g, Hc)
      .replace(/punctSpace/g, Vc)
      .replace(/punct/g, Bc)
      .getRegex(),
    rl = J(
      `^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)`,
      `gu`,
    )
      .replace(/notPunctSpace/g, Hc)
      .replace(/punctSpace/g, Vc)
      .replace(/punct/g, Bc)
      .getRegex(),
    il = J(
      `^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=notPunctSpace)`,
      `gu`,
    )
      .replace(/notPunctSpace/g, Hc)
      .replace(/punctSpace/g, Vc)
      .replace(/punct/g, Bc)
      .getRegex(),
    al = J(/^~~?(?:((?!~)punct)|[^\s~])/, `u`)
      .replace(/punct/g, Bc)
      .getRegex(),
    ol = J(
      `^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)`,
      `gu`,
    )
      .replace(/notPunctSpace/g, Hc)
      .replace(/punctSpace/g, Vc)
      .replace(/punct/g, Bc)
      .getRegex(),
    sl = J(/\\(punct)/, `gu`)
      .replace(/punct/g, Bc)
      .getRegex(),
    cl = J(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/, `gu`)
      .replace(/punct/g, Bc)
      .getRegex(),
    ll = J(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/)
      .replace(`scheme`, /[a-zA-Z][a-zA-Z0-9+.-]{1,31}/)
      .replace(
        `email`,
        /[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/,
      )
      .getRegex(),
    ul = J(Dc).replace(`(?:-->|$)`, `-->`).getRegex(),
    dl = J(
      `^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>`,
    )
      .replace(`comment`, ul)
      .replace(`attribute`, /\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/)
      .getRegex(),
    fl = /\[(?:\\[\s\S]|[^\[\]\\])*\]/,
    pl = J(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/)
      .replace(`brackets`, fl)
      .getRegex(),
    ml = J(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/)
      .replace(`label`, pl)
      .replace(`href`, /<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/)
      .replace(`title`, /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/)
      .getRegex(),
    hl = J(/^!?\[(label)\]\[(ref)\]/)
      .replace(`label`, pl)
      .replace(`ref`, wc)
      .getRegex(),
    gl = J(/^!?\[(ref)\](?:\[\])?/)
      .replace(`ref`, wc)
      .getRegex(),
    _l = /(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/,
    vl = J(
      /(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/,
    )
      .replace(`brackets`, fl)
      .getRegex(),
    yl = J(`reflink|nolink(?!\\()`, `g`)
      .replace(
        `reflink`,
        J(/^!?\[(label)\]\[(ref)\]/)
          .replace(`label`, vl)
          .replace(`ref`, _l)
          .getRegex(),
      )
      .replace(
        `nolink`,
        J(/^!?\[(ref)\](?:\[\])?/)
          .replace(`ref`, _l)
          .getRegex(),
      )
      .getRegex(),
    bl = /[hH][tT][tT][pP][sS]?|[fF][tT][pP]/,
    xl = J(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/)
      .replace(/email/g, /[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/)
      .getRegex(),
    Sl = {
      _backpedal: cc,
      anyPunctuation: sl,
      anyPunctuationOutsideCode: cl,
      autolink: ll,
      blockSkip: Jc,
      br: Rc,
      code: Lc,
      del: cc,
      delLDelim: cc,
      delRDelim: cc,
      emStrongLDelim: Xc,
      emStrongRDelimAst: el,
      emStrongRDelimUnd: rl,
      escape: Ic,
      link: ml,
      nolink: gl,
      punctuation: Uc,
      reflink: hl,
      reflinkSearch: yl,
      tag: dl,
      text: zc,
      url: cc,
    },
    Cl = {
      ...Sl,
      emStrongLDelim: Qc,
      emStrongRDelimAst: nl,
      emStrongRDelimUnd: il,
      link: J(/^!?\[(label)\]\((.*?)\)/)
        .replace(`label`, pl)
        .getRegex(),
      reflink: J(/^!?\[(label)\]\s*\[([^\]]*)\]/)
        .replace(`label`, pl)
        .getRegex(),
    },
    wl = {
      ...Sl,
      emStrongRDelimAst: tl,
      emStrongLDelim: Zc,
      delLDelim: al,
      delRDelim: ol,
      url: J(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/)
        .replace(`emailProtocol`, xl)
        .replace(`protocol`, bl)
        .replace(`email`, /[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/)
        .getRegex(),
      _backpedal: /(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/,
      del: /^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/,
      text: J(
        /^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/,
      )
        .replace(`protocol`, bl)
        .replace(/emailProtocol/g, /(?:mailto|xmpp):/)
        .replace(`wwwStart`, uc ? `(?<![^\\s*_~(])www\\.` : `www\\.`)
        .getRegex(),
    },
    Tl = {
      ...wl,
      br: J(Rc).replace(`{2,}`, `*`).getRegex(),
      text: J(wl.text)
        .replace(`\\b_`, `\\b_| {2,}\\n`)
        .replace(/\{2,\}/g, `*`)
        .getRegex(),
    },
    El = { normal: Mc, gfm: Pc, pedantic: Fc },
    Dl = { normal: Sl, gfm: wl, breaks: Tl, pedantic: Cl },
    Ol = { "&": `&amp;`, "<": `&lt;`, ">": `&gt;`, '"': `&quot;`, "'": `&#39;` },
    kl = (e) => Ol[e];
  function Al(e, t) {
    if (t) {
      if (Y.escapeTest.test(e)) return e.replace(Y.escapeReplace, kl);
    } else if (Y.escapeTestNoEncode.test(e)) return e.replace(Y.escapeReplaceNoEncode, kl);
    return e;
  }
  function jl(e) {
    return Y.numericCharacterReference.test(e)
      ? e.replace(Y.numericCharacterReferenceOrAmpersand, (e, t, n) => {
          if (t === void 0 && n === void 0) return `&amp;`;
          let r = t === void 0 ? Number.parseInt(n, 16) : Number.parseInt(t, 10);
          return r === 0 || r > 1114111 || (r >= 55296 && r <= 57343)
            ? `�`
            : r === 38
              ? `&amp;`
              : String.fromCodePoint(r);
        })
      : e;
  }
  function Ml(e) {
    try {
      e = encodeURI(e).replace(Y.percentDecode, `%`);
    } catch {
      return null;
    }
    return e;
  }
  function Nl(e, t) {
    let n = e
        .replace(Y.findPipe, (e, t, n) => {
          let r = !1,
            i = t;
          for (; --i >= 0 && n[i] === `\\`;) r = !r;
          return r ? `|` : ` |`;
        })
        .split(Y.splitPipe),
      r = 0;
    if ((n[0].trim() || n.shift(), n.length > 0 && !n.at(-1)?.trim() && n.pop(), t)) {
      if (n.length > t) n.splice(t);
      else for (; n.length < t;) n.push(``);
    }
    for (; r < n.length; r++) n[r] = n[r].trim().replace(Y.slashPipe, `|`);
    return n;
  }
  function Pl(e, t, n) {
    let r = e.length;
    if (r === 0) return ``;
    let i = 0;
    for (; i < r;) {
      let a = e.charAt(r - i - 1);
      if (a === t && !n) i++;
      else if (a !== t && n) i++;
      else break;
    }
    return e.slice(0, r - i);
  }
  function Fl(e) {
    let t = e.split(`
`),
      n = t.length - 1;
    for (; n >= 0 && Y.blankLine.test(t[n]);) n--;
    return t.length - n <= 2
      ? e
      : t.slice(0, n + 1).join(`
`);
  }
  function Il(e) {
    return e.trim().replace(Y.multipleSpaceGlobal, ` `).toLowerCase().toUpperCase().toLowerCase();
  }
  function Ll(e, t) {
    if (e.indexOf(t[0]) === -1 && e.indexOf(t[1]) === -1) return -1;
    let n = 0;
    for (let r = 0; r < e.length; r++)
      if (e[r] === `\\`) r++;
      else if (e[r] === t[0]) n++;
      else if (e[r] === t[1] && (n--, n < 0)) return r;
    return n > 0 ? -2 : -1;
  }
  var Rl = new WeakMap();
  function zl(e) {
    let t = { "*": -1, _: -1 },
      n = -1,
      r = e.length;
    for (let i = 0; i < r; i++) {
      let a = e[i];
      if (a !== `*` && a !== `_` && a !== `~`) continue;
      let o =
          i === 0
            ? `
`
            : e[i - 1],
        s = i + 1;
      for (; s < r && e[s] === a;) s++;
      (o !== ` ` &&
        o !== `	` &&
        o !==
          `
` &&
        o !== `\r` &&
        o !== `\f` &&
        (a === `~` ? (n = i) : (t[a] = i)),
        (i = s - 1));
    }
    return { maskedSrc: e, lastPossibleEmStrongCloserIndex: t, lastPossibleDelCloserIndex: n };
  }
  function Bl(e, t) {
    let n = zl(t),
      r = Rl.get(e);
    r ? r.push(n) : Rl.set(e, [n]);
  }
  function Vl(e) {
    let t = Rl.get(e);
    t && (t.pop(), t.length === 0 && Rl.delete(e));
  }
  function Hl(e, t, n) {
    let r = Rl.get(e)?.at(-1);
    return r && r.maskedSrc === t ? r.lastPossibleEmStrongCloserIndex[n] : zl(t).lastPossibleEmStrongCloserIndex[n];
  }
  function Ul(e, t) {
    let n = Rl.get(e)?.at(-1);
    return n && n.maskedSrc === t ? n.lastPossibleDelCloserIndex : zl(t).lastPossibleDelCloserIndex;
  }
  function Wl(e, t = 0) {
    let n = t,
      r = ``;
    for (let t of e)
      if (t === `	`) {
        let e = 4 - (n % 4);
        ((r += ` `.repeat(e)), (n += e));
      } else ((r += t), n++);
    return r;
  }
  function Gl(e, t) {
    let n = ``;
    for (let r = 0; r < e.length; r++) {
      if (e[r] === "`") {
        let i = t.inline.code.exec(e.slice(r));
        if (i) {
          ((n += i[0]), (r += i[0].length - 1));
          continue;
        }
      }
      e[r] === `\\` && (e[r + 1] === `[` || e[r + 1] === `]`) ? ((n += e[r + 1]), r++) : (n += e[r]);
    }
    return n;
  }
  function Kl(e, t, n, r, i) {
    let a = t.href,
      o = t.title || null,
      s = Gl(e[1], i),
      c = e[0].charAt(0) === `!`,
      l = r.state.inLink,
      u = r.state.linkEmitted,
      d = r.state.inRawBlock;
    ((r.state.inLink = !0), (r.state.linkEmitted = !1));
    let f = r.inlineTokens(s),
      p = r.state.linkEmitted;
    if (((r.state.linkEmitted = u), (r.state.inLink = l), !c)) {
      if (p) {
        r.state.inRawBlock = d;
        return;
      }
      r.state.linkEmitted = !0;
    }
    return { type: c ? `image` : `link`, raw: n, href: a, title: o, text: s, tokens: f };
  }
  function ql(e, t, n) {
    let r = e.match(n.other.indentCodeCompensation);
    if (r === null) return t;
    let i = r[1];
    return t
      .split(
        `
`,
      )
      .map((e) => {
        let t = e.match(n.other.beginningSpace);
        if (t === null) return e;
        let [r] = t;
        return e.slice(Math.min(r.length, i.length));
      }).join(`
`);
  }
  function Jl(e, t, n, r) {
    if (!t.includes(`<`)) return !1;
    for (let i = 0; i < t.length; i++) {
      if (t[i] === `\\`) {
        i++;
        continue;
      }
      if (t[i] === "`") {
        let e = r.inline.code.exec(t.slice(i));
        if (e) {
          i += e[0].length - 1;
          continue;
        }
      }
      if (t[i] !== `<`) continue;
      let a = e.slice(n + i),
        o = r.inline.tag.exec(a) || r.inline.autolink.exec(a);
      if (o) {
        if (o[0].length > t.length - i) return !0;
        i += o[0].length - 1;
      }
    }
    return !1;
  }
  var Yl = class {
      options;
      rules;
      lexer;
      constructor(e) {
        this.options = e || oc;
      }
      space(e) {
        let t = this.rules.block.newline.exec(e);
        if (t && t[0].length > 0) return { type: `space`, raw: t[0] };
      }
      code(e) {
        let t = this.rules.block.code.exec(e);
        if (t) {
          let e = this.options.pedantic ? t[0] : Fl(t[0]);
          return {
            type: `code`,
            raw: e,
            codeBlockStyle: `indented`,
            text: e.replace(this.rules.other.codeRemoveIndent, ``),
          };
        }
      }
      fences(e) {
        let t = this.rules.block.fences.exec(e);
        if (t) {
          let e = t[0],
            n = ql(e, t[3] || ``, this.rules);
          return (
            t[3] !== void 0 &&
              (n === `` ||
                n.endsWith(`
`)) &&
              (n += `
`),
            {
              type: `code`,
              raw: e,
              lang: t[2] ? t[2].trim().replace(this.rules.inline.anyPunctuation, `$1`) : t[2],
              text: n,
            }
          );
        }
      }
      heading(e) {
        let t = this.rules.block.heading.exec(e);
        if (t) {
          let e = t[2].trim();
          if (this.rules.other.endingHash.test(e)) {
            let t = Pl(e, `#`);
            (this.options.pedantic || !t || this.rules.other.endingSpaceTabChar.test(t)) && (e = t.trim());
          }
          return {
            type: `heading`,
            raw: Pl(
              t[0],
              `
`,
            ),
            depth: t[1].length,
            text: e,
            tokens: this.lexer.inline(e),
          };
        }
      }
      hr(e) {
        let t = this.rules.block.hr.exec(e);
        if (t)
          return {
            type: `hr`,
            raw: Pl(
              t[0],
              `
`,
            ),
          };
      }
      blockquote(e) {
        let t = this.rules.block.blockquote.exec(e);
        if (t) {
          let e = Pl(
              t[0],
              `
`,
            ).split(`
`),
            n = ``,
            r = ``,
            i = [];
          for (; e.length > 0;) {
            let t = !1,
              a = [],
              o = 0;
            for (; o < e.length; o++)
              if (this.rules.other.blockquoteStart.test(e[o])) (a.push(e[o]), (t = !0));
              else if (!t) a.push(e[o]);
              else break;
            e = e.slice(o);
            let s = a.join(`
`),
              c = s
                .replace(this.rules.other.blockquoteMarkerWhitespace, (e, t, n) =>
                  n.startsWith(` `) ? t + ` ` + n.slice(1) : t + Wl(n, t.length),
                )
                .replace(
                  this.rules.other.blockquoteSetextReplace,
                  `
    $1`,
                )
                .replace(this.rules.other.blockquoteSetextReplace2, ``);
            ((n = n
              ? `${n}
${s}`
              : s),
              (r = r
                ? `${r}
${c}`
                : c));
            let l = this.lexer.state.top;
            if (
              ((this.lexer.state.top = !0),
              this.lexer.blockTokens(c, i, !0),
              (this.lexer.state.top = l),
              e.length === 0)
            )
              break;
            let u = i.at(-1);
            if (
              u?.type === `code` ||
              u?.type === `heading` ||
              u?.type === `hr` ||
              u?.type === `html` ||
              u?.type === `table`
            )
              break;
            if (u?.type === `blockquote`) {
              let t = u,
                a = e.join(`
`),
                o =
                  t.raw +
                  `
` +
                  a.replace(this.rules.other.blockquoteSetextReplace2, ``),
                s = this.blockquote(o);
              i[i.length - 1] = s;
              let c = o.substring(s.raw.length).replace(/^\n/, ``),
                l = c
                  ? c.split(`
`).length
                  : 0,
                d = l ? e.slice(0, -l) : e;
              if (
                (d.length > 0 &&
                  (n = `${n}
${d.join(`
`)}`),
                (r = r.substring(0, r.length - t.text.length) + s.text),
                (e = e.slice(d.length)),
                e.length > 0 && this.rules.other.blockquoteStart.test(e[0]))
              )
                continue;
              break;
            }
            if (u?.type === `list`) {
              let t = u,
                a =
                  t.raw +
                  `
` +
                  e.join(`
`),
                o = this.list(a);
              i[i.length - 1] = o;
              let s =
                o.raw.length > t.raw.length
                  ? a.slice(t.raw.length + 1, o.raw.length).split(`
`).length
                  : 0;
              if (s > 0) {
                let t = e.slice(0, s).join(`
`);
                ((n = `${n}
${t}`),
                  (r = `${r}
${t}`));
              }
              if (((e = e.slice(s)), e.length > 0 && !this.rules.other.blockquoteStart.test(e[0]))) break;
            }
          }
          return { type: `blockquote`, raw: n, tokens: i, text: r };
        }
      }
      list(e) {
        let t = this.rules.block.list.exec(e);
        if (t) {
          if (
            !this.options.pedantic &&
            this.lexer.state.lastToken?.type === `text` &&
            !this.rules.other.listInterruptsParagraph.test(e)
          )
            return;
          let n = e,
            r = () => n.length - e.length,
            i = t[1].trim(),
            a = i.length > 1,
            o = { type: `list`, raw: ``, ordered: a, start: a ? +i.slice(0, -1) : ``, loose: !1, items: [] };
          ((i = a ? `\\d{1,9}\\${i.slice(-1)}` : `\\${i}`), this.options.pedantic && (i = a ? i : `[*+-]`));
          let s = this.rules.other.listItemRegex(i),
            c = !1;
          for (; e;) {
            let i = !1,
              a = ``;
            if (!(t = s.exec(e)) || this.rules.block.hr.test(e)) break;
            let l = r();
            e = e.substring(t[0].length);
            let u = t[2].split(
                `
`,
                1,
              )[0],
              d = t[1].length,
              f = this.options.pedantic ? Wl(u, d) : u.replace(this.rules.other.leadingSpaceTab, (e) => Wl(e, d)),
              p = e.split(
                `
`,
                1,
              )[0],
              m = !f.trim(),
              h = 0;
            if (
              (this.options.pedantic
                ? ((h = 2), (a = f.trimStart()))
                : m
                  ? (h = d + 1)
                  : ((h = f.search(this.rules.other.nonSpaceChar)), (h = h > 4 ? 1 : h), (a = f.slice(h)), (h += d)),
              m && this.rules.other.blankLine.test(p) && ((e = e.substring(p.length + 1)), (i = !0)),
              !i)
            ) {
              let t = this.rules.other.nextBulletRegex(h),
                n = this.rules.other.hrRegex(h),
                r = this.rules.other.fencesBeginRegex(h),
                i = this.options.pedantic
                  ? this.rules.other.pedanticHeadingBeginRegex(h)
                  : this.rules.other.headingBeginRegex(h),
                o = this.rules.other.htmlBeginRegex(h),
                s = this.rules.other.blockquoteBeginRegex(h),
                c = !1;
              for (; e;) {
                let l = e.split(
                    `
`,
                    1,
                  )[0],
                  u;
                if (
                  ((p = l),
                  this.options.pedantic
                    ? ((p = p.replace(this.rules.other.listReplaceNesting, `  `)), (u = p))
                    : (u = p.replace(this.rules.other.leadingSpaceTab, (e) => Wl(e))),
                  r.test(p) || i.test(p) || o.test(p) || s.test(p) || t.test(p) || n.test(p))
                )
                  break;
                if (u.search(this.rules.other.nonSpaceChar) >= h || !p.trim())
                  ((a +=
                    `
` + u.slice(h)),
                    (c = !1));
                else {
                  if (m) break;
                  let e = f;
                  if (
                    !this.options.pedantic &&
                    !a.includes(`
`) &&
                    !f.includes(`	`)
                  ) {
                    let t;
                    for (; !n.test(e) && (t = this.rules.other.nestedBlockMarker.exec(e));) e = e.slice(t[0].length);
                    if (!e.trim()) break;
                  }
                  if (
                    e.replace(this.rules.other.tabCharGlobal, `    `).search(this.rules.other.nonSpaceChar) >= 4 ||
                    r.test(e) ||
                    i.test(e) ||
                    o.test(e) ||
                    n.test(e)
                  )
                    break;
                  if (!this.options.pedantic && !c) {
                    let e = f.replace(this.rules.other.nestedContainerMarkers, ``);
                    if (
                      this.rules.block.fences.test(e) ||
                      this.rules.block.heading.test(e) ||
                      this.rules.block.hr.test(e)
                    )
                      break;
                  }
                  let t =
                    !this.options.pedantic &&
                    /^ {0,3}(?:=+|-+) *$/.test(p) &&
                    this.rules.block.lheading.test(`${f}
${p}`)
                      ? `    ${u.replace(/^ {0,3}/, ``)}`
                      : p;
                  ((a +=
                    `
` + t),
                    (c = !0));
                }
                ((m = !p.trim()), (e = e.substring(l.length + 1)), (f = u.slice(h)));
              }
            }
            let g = n.slice(l, r());
            (o.loose || (c ? (o.loose = !0) : this.rules.other.doubleBlankLine.test(g) && (c = !0)),
              o.items.push({
                type: `list_item`,
                raw: g,
                task: !!this.options.gfm && this.rules.other.listIsTask.test(a),
                loose: !1,
                text: a,
                tokens: [],
              }));
          }
          let l = o.items.at(-1);
          if (l) ((l.raw = l.raw.trimEnd()), (l.text = l.text.trimEnd()));
          else return;
          o.raw = n.slice(0, r()).trimEnd();
          let u = [];
          for (let e of o.items)
            if (
              ((this.lexer.state.top = !1),
              u.push(this.lexer.inlineQueue.length),
              (e.tokens = this.lexer.blockTokens(e.text, [])),
              !o.loose)
            ) {
              let t = e.tokens.filter((e) => e.type === `space`);
              o.loose = t.length > 0 && t.some((e) => this.rules.other.anyLine.test(e.raw));
            }
          for (let e = 0; e < o.items.length; e++) {
            let t = o.items[e],
              n = t.tokens[0];
            if (t.task && (n?.type === `text` || n?.type === `paragraph`)) {
              ((t.text = t.text.replace(this.rules.other.listReplaceTask, ``)),
                (n.raw = n.raw.replace(this.rules.other.listReplaceTask, ``)),
                (n.text = n.text.replace(this.rules.other.listReplaceTask, ``)));
              let r = this.lexer.inlineQueue;
              for (let t = u[e]; t < r.length; t++)
                if (r[t].tokens === n.tokens) {
                  r[t].src = r[t].src.replace(this.rules.other.listReplaceTask, ``);
                  break;
                }
              let i = this.rules.other.listTaskCheckbox.exec(t.raw);
              if (i) {
                let e = { type: `checkbox`, raw: i[0] + ` `, checked: i[0] !== `[ ]` };
                ((t.checked = e.checked),
                  o.loose
                    ? t.tokens[0] &&
                      [`paragraph`, `text`].includes(t.tokens[0].type) &&
                      `tokens` in t.tokens[0] &&
                      t.tokens[0].tokens
                      ? ((t.tokens[0].raw = e.raw + t.tokens[0].raw),
                        (t.tokens[0].text = e.raw + t.tokens[0].text),
                        t.tokens[0].tokens.unshift(e))
                      : t.tokens.unshift({ type: `paragraph`, raw: e.raw, text: e.raw, tokens: [e] })
                    : t.tokens.unshift(e));
              }
            } else t.task &&= !1;
          }
          if (o.loose)
            for (let e of o.items) {
              e.loose = !0;
              for (let t of e.tokens) t.type === `text` && (t.type = `paragraph`);
            }
          return o;
        }
      }
      html(e) {
        let t = this.rules.block.html.exec(e);
        if (t) {
          if (this.lexer.state.lastToken?.type === `paragraph` && !this.rules.other.htmlBeginRegex(4).test(e)) return;
          let n = Fl(t[0]);
          return {
            type: `html`,
            block: !0,
            raw: n,
            pre: t[1] === `pre` || t[1] === `script` || t[1] === `style`,
            text: n,
          };
        }
      }
      def(e) {
        let t = this.rules.block.def.exec(e);
        if (t) {
          if (!this.rules.other.startAngleBracket.test(t[2]) && Ll(t[2], `()`) !== -1) return;
          let e = Il(t[1]),
            n = t[2]
              ? t[2].replace(this.rules.other.hrefBrackets, `$1`).replace(this.rules.inline.anyPunctuation, `$1`)
              : ``,
            r = t[3] ? t[3].substring(1, t[3].length - 1).replace(this.rules.inline.anyPunctuation, `$1`) : t[3];
          return {
            type: `def`,
            tag: e,
            raw: Pl(
              t[0],
              `
`,
            ),
            href: n,
            title: r,
          };
        }
      }
      table(e) {
        let t = this.rules.block.table.exec(e);
        if (!t || !this.rules.other.tableDelimiter.test(t[2])) return;
        let n = Nl(t[1]),
          r = t[2].replace(this.rules.other.tableAlignChars, ``).split(`|`),
          i = t[3]?.trim()
            ? t[3].replace(this.rules.other.tableRowBlankLine, ``).split(`
`)
            : [],
          a = {
            type: `table`,
            raw: Pl(
              t[0],
              `
`,
            ),
            header: [],
            align: [],
            rows: [],
          };
        if (n.length === r.length) {
          for (let e of r)
            this.rules.other.tableAlignRight.test(e)
              ? a.align.push(`right`)
              : this.rules.other.tableAlignCenter.test(e)
                ? a.align.push(`center`)
                : this.rules.other.tableAlignLeft.test(e)
                  ? a.align.push(`left`)
                  : a.align.push(null);
          for (let e = 0; e < n.length; e++)
            a.header.push({ text: n[e], tokens: this.lexer.inline(n[e]), header: !0, align: a.align[e] });
          for (let e of i)
            a.rows.push(
              Nl(e, a.header.length).map((e, t) => ({
                text: e,
                tokens: this.lexer.inline(e),
                header: !1,
                align: a.align[t],
              })),
            );
          return a;
        }
      }
      lheading(e) {
        let t = this.rules.block.lheading.exec(e);
        if (t) {
          let e = t[1].trim();
          return {
            type: `heading`,
            raw: Pl(
              t[0],
              `
`,
            ),
            depth: t[2].charAt(0) === `=` ? 1 : 2,
            text: e,
            tokens: this.lexer.inline(e),
          };
        }
      }
      paragraph(e) {
        let t = this.rules.block.paragraph.exec(e);
        if (t) {
          let e =
            t[1].charAt(t[1].length - 1) ===
            `
`
              ? t[1].slice(0, -1)
              : t[1];
          return { type: `paragraph`, raw: t[0], text: e, tokens: this.lexer.inline(e) };
        }
      }
      text(e) {
        let t = this.rules.block.text.exec(e);
        if (t) return { type: `text`, raw: t[0], text: t[0], tokens: this.lexer.inline(t[0]) };
      }
      escape(e) {
        if (e.charCodeAt(0) !== 92) return;
        let t = this.rules.inline.escape.exec(e);
        if (t) return { type: `escape`, raw: t[0], text: t[1] };
      }
      tag(e) {
        if (e.charCodeAt(0) !== 60) return;
        let t = this.rules.inline.tag.exec(e);
        if (t)
          return (
            !this.lexer.state.inLink && this.rules.other.startATag.test(t[0])
              ? (this.lexer.state.inLink = !0)
              : this.lexer.state.inLink && this.rules.other.endATag.test(t[0]) && (this.lexer.state.inLink = !1),
            !this.lexer.state.inRawBlock && this.rules.other.startPreScriptTag.test(t[0])
              ? (this.lexer.state.inRawBlock = !0)
              : this.lexer.state.inRawBlock &&
                this.rules.other.endPreScriptTag.test(t[0]) &&
                (this.lexer.state.inRawBlock = !1),
            {
              type: `html`,
              raw: t[0],
              inLink: this.lexer.state.inLink,
              inRawBlock: this.lexer.state.inRawBlock,
              block: !1,
              text: t[0],
            }
          );
      }
      link(e) {
        if (this.lexer.state.linkParenPossible === !1) return;
        let t = e.charCodeAt(0);
        if (t !== 91 && t !== 33) return;
        let n = this.rules.inline.link.exec(e);
        if (n) {
          let t = n[0].charAt(0) === `!` ? 2 : 1;
          if (!this.options.pedantic && Jl(e, n[1], t, this.rules)) return;
          let r = n[2].trim();
          if (!this.options.pedantic && this.rules.other.startAngleBracket.test(r)) {
            if (!this.rules.other.endAngleBracket.test(r)) return;
            let e = Pl(r.slice(0, -1), `\\`);
            if ((r.length - e.length) % 2 == 0) return;
          } else {
            let e = Ll(n[2], `()`);
            if (e === -2) return;
            if (e > -1) {
              let t = (n[0].indexOf(`!`) === 0 ? 5 : 4) + n[1].length + e;
              ((n[2] = n[2].substring(0, e)), (n[0] = n[0].substring(0, t).trim()), (n[3] = ``));
            }
          }
          let i = Pl(n[0].slice(0, -1), `\\`);
          if ((n[0].length - i.length) % 2 == 0) return;
          let a = n[2],
            o = ``;
          if (this.options.pedantic) {
            let e = this.rules.other.pedanticHrefTitle.exec(a);
            e && ((a = e[1]), (o = e[3]));
          } else o = n[3] ? n[3].slice(1, -1) : ``;
          return (
            (a = a.trim()),
            this.rules.other.startAngleBracket.test(a) &&
              (a = this.options.pedantic && !this.rules.other.endAngleBracket.test(r) ? a.slice(1) : a.slice(1, -1)),
            Kl(
              n,
              {
                href: a && a.replace(this.rules.inline.anyPunctuation, `$1`),
                title: o && o.replace(this.rules.inline.anyPunctuation, `$1`),
              },
              n[0],
              this.lexer,
              this.rules,
            )
          );
        }
      }
      reflink(e, t) {
        let n = e.charCodeAt(0);
        if (n !== 91 && n !== 33) return;
        let r;
        if ((r = this.rules.inline.reflink.exec(e)) || (r = this.rules.inline.nolink.exec(e))) {
          let n = r[0].charAt(0) === `!` ? 2 : 1;
          if (!this.options.pedantic && Jl(e, r[1], n, this.rules)) return;
          let i = t[Il(r[2] || r[1])];
          if (!i) {
            let e = r[0].charAt(0);
            return { type: `text`, raw: e, text: e };
          }
          return Kl(r, i, r[0], this.lexer, this.rules);
        }
      }
      emStrong(e, t, n = ``) {
        let r = this.rules.inline.emStrongLDelim.exec(e);
        if (!r || (!r[1] && !r[2] && !r[3] && !r[4])) return;
        let i = r[0][0],
          a = n === i,
          o = t.length - e.length,
          s = o;
        for (; !this.options.pedantic && s > 0 && t[s - 1] === i;) s--;
        let c = [...t.slice(Math.max(0, s - 2), s)].at(-1) ?? ``,
          l = c === `*` || c === `_` || !!this.rules.inline.punctuation.exec(c);
        s < o && (n = c);
        let u = s < o ? l : n === `*` || n === `_` || !!this.rules.inline.punctuation.exec(n);
        if (r[4] && n.match(this.rules.other.unicodeAlphaNumeric)) return;
        let d = r[1] || r[3] || ``;
        if (!d || !n || u) {
          let n = [...r[0]].length - 1,
            u,
            f,
            p = n,
            m = 0,
            h = o - s + n,
            g = !this.options.pedantic && !!c.trim() && (!!d || (i === `*` && !l));
          if (i !== `*` && i !== `_`) return;
          let _ = i === `*` ? this.rules.inline.emStrongRDelimAst : this.rules.inline.emStrongRDelimUnd,
            v = Hl(this, t, i),
            y = t.length - e.length + n;
          if (v < y) return;
          t = t.slice(-1 * e.length + n);
          let b = v - y;
          for (_.lastIndex = 0; (r = _.exec(t)) !== null && !(r.index > b);) {
            if (((u = r[1] || r[2] || r[3] || r[4] || r[5] || r[6]), !u)) continue;
            if (((f = [...u].length), r[3] || r[4])) {
              p += f;
              continue;
            }
            if ((r[5] || r[6] || g) && h % 3 && !((h + f) % 3)) {
              if (a && (r[5] || r[6])) break;
              m += f;
              continue;
            }
            if (((p -= f), p > 0)) continue;
            f = Math.min(f, f + p + m);
            let t = [...r[0]][0].length,
              i = e.slice(0, n + r.index + t + f);
            if (Math.min(n, f) % 2) {
              let e = i.slice(1, -1);
              return { type: `em`, raw: i, text: e, tokens: this.lexer.inlineTokens(e) };
            }
            let o = i.slice(2, -2);
            return { type: `strong`, raw: i, text: o, tokens: this.lexer.inlineTokens(o) };
          }
        }
      }
      codespan(e) {
        if (e.charCodeAt(0) !== 96) return;
        let t = this.rules.inline.code.exec(e);
        if (t) {
          let e = t[2].replace(this.rules.other.newLineCharGlobal, ` `),
            n = this.rules.other.nonSpaceChar.test(e),
            r = this.rules.other.startingSpaceChar.test(e) && this.rules.other.endingSpaceChar.test(e);
          return (n && r && (e = e.substring(1, e.length - 1)), { type: `codespan`, raw: t[0], text: e });
        }
      }
      br(e) {
        let t = e.charCodeAt(0);
        if (t !== 32 && t !== 92 && t !== 10) return;
        let n = this.rules.inline.br.exec(e);
        if (n) return { type: `br`, raw: n[0] };
      }
      del(e, t, n = ``) {
        if (e.charCodeAt(0) !== 126) return;
        let r = this.rules.inline.delLDelim.exec(e);
        if (r && (!r[1] || !n || this.rules.inline.punctuation.exec(n))) {
          let n = [...r[0]].length - 1,
            i,
            a,
            o = n,
            s = this.rules.inline.delRDelim,
            c = Ul(this, t),
            l = t.length - e.length + n;
          if (c < l) return;
          t = t.slice(-1 * e.length + n);
          let u = c - l;
          for (s.lastIndex = 0; (r = s.exec(t)) !== null && !(r.index > u);) {
            if (((i = r[1] || r[2] || r[3] || r[4] || r[5] || r[6]), !i || ((a = [...i].length), a !== n))) continue;
            if (r[3] || r[4]) {
              o += a;
              continue;
            }
            if (((o -= a), o > 0)) continue;
            a = Math.min(a, a + o);
            let t = [...r[0]][0].length,
              s = e.slice(0, n + r.index + t + a),
              c = s.slice(n, -n);
            return { type: `del`, raw: s, text: c, tokens: this.lexer.inlineTokens(c) };
          }
        }
      }
      autolink(e) {
        if (e.charCodeAt(0) !== 60) return;
        let t = this.rules.inline.autolink.exec(e);
        if (t) {
          let e, n;
          return (
            t[2] === `@` ? ((e = t[1]), (n = `mailto:` + e)) : ((e = t[1]), (n = e)),
            { type: `link`, raw: t[0], text: e, href: n, autolink: !0, tokens: [{ type: `text`, raw: e, text: e }] }
          );
        }
      }
      url(e) {
        let t;
        if ((t = this.rules.inline.url.exec(e))) {
          let e, n;
          if (t[2] === `@`) ((e = t[0]), (n = `mailto:` + e));
          else {
            let r;
            do ((r = t[0]), (t[0] = this.rules.inline._backpedal.exec(t[0])?.[0] ?? ``));
            while (r !== t[0]);
            ((e = t[0]), (n = t[1] === `www.` ? `http://` + t[0] : t[0]));
          }
          return {
            type: `link`,
            raw: t[0],
            text: e,
            href: n,
            autolink: !0,
            tokens: [{ type: `text`, raw: e, text: e }],
          };
        }
      }
      inlineText(e) {
        let t = this.rules.inline.text.exec(e);
        if (t) {
          let e = this.lexer.state.inRawBlock;
          return { type: `text`, raw: t[0], text: e ? t[0] : jl(t[0]), escaped: e };
        }
      }
    },
    Xl = class e {
      tokens;
      options;
      state;
      inlineQueue;
      tokenizer;
      constructor(e) {
        ((this.tokens = []),
          (this.tokens.links = Object.create(null)),
          (this.options = e || oc),
          (this.options.tokenizer = this.options.tokenizer || new Yl()),
          (this.tokenizer = this.options.tokenizer),
          (this.tokenizer.options = this.options),
          (this.tokenizer.lexer = this),
          (this.inlineQueue = []),
          (this.state = { inLink: !1, inRawBlock: !1, linkEmitted: !1, linkParenPossible: !0, top: !0 }));
        let t = { other: Y, block: El.normal, inline: Dl.normal };
        (this.options.pedantic
          ? ((t.block = El.pedantic), (t.inline = Dl.pedantic))
          : this.options.gfm && ((t.block = El.gfm), (t.inline = this.options.breaks ? Dl.breaks : Dl.gfm)),
          (this.tokenizer.rules = t));
      }
      static get rules() {
        return { block: El, inline: Dl };
      }
      static lex(t, n) {
        return new e(n).lex(t);
      }
      static lexInline(t, n) {
        return new e(n).inlineTokens(t);
      }
      lex(e) {
        ((e = e.replace(
          Y.carriageReturn,
          `
`,
        )),
          this.blockTokens(e, this.tokens));
        for (let e = 0; e < this.inlineQueue.length; e++) {
          let t = this.inlineQueue[e];
          ((this.state.inRawBlock = !1), this.inlineTokens(t.src, t.tokens));
        }
        return ((this.inlineQueue = []), this.tokens);
      }
      blockTokens(e, t = [], n = !1) {
        this.tokenizer.lexer = this;
        let r = this.state.lastToken;
        this.options.pedantic && (e = e.replace(Y.tabCharGlobal, `    `).replace(Y.spaceLine, ``));
        let i = 1 / 0,
          a,
          o = this.options.gfm && !this.options.pedantic && this.tokenizer.paragraph === Yl.prototype.paragraph;
        for (; e;) {
          if (e.length < i) i = e.length;
          else {
            this.infiniteLoopError(e.charCodeAt(0));
            break;
          }
          this.state.lastToken = t.at(-1);
          let r;
          if (
            this.options.extensions?.block?.some((n) =>
              (r = n.call({ lexer: this }, e, t)) ? ((e = e.substring(r.raw.length)), t.push(r), !0) : !1,
            )
          )
            continue;
          if ((r = this.tokenizer.space(e))) {
            e = e.substring(r.raw.length);
            let n = t.at(-1);
            r.raw.length === 1 && n !== void 0
              ? (n.raw += `
`)
              : t.push(r);
            continue;
          }
          if ((r = this.tokenizer.code(e))) {
            e = e.substring(r.raw.length);
            let n = t.at(-1);
            n?.type === `paragraph` || n?.type === `text`
              ? ((n.raw +=
                  (n.raw.endsWith(`
`)
                    ? ``
                    : `
`) + r.raw),
                (n.text +=
                  `
` + r.text),
                (this.inlineQueue.at(-1).src = n.text))
              : t.push(r);
            continue;
          }
          if (
            (r = this.tokenizer.fences(e)) ||
            (r = this.tokenizer.heading(e)) ||
            (r = this.tokenizer.hr(e)) ||
            (r = this.tokenizer.blockquote(e)) ||
            (r = this.tokenizer.list(e)) ||
            (r = this.tokenizer.html(e))
          ) {
            ((e = e.substring(r.raw.length)), t.push(r));
            continue;
          }
          if ((r = this.tokenizer.def(e))) {
            e = e.substring(r.raw.length);
            let n = t.at(-1);
            n?.type === `paragraph` || n?.type === `text`
              ? ((n.raw +=
                  (n.raw.endsWith(`
`)
                    ? ``
                    : `
`) + r.raw),
                (n.text +=
                  `
` + r.raw),
                (this.inlineQueue.at(-1).src = n.text))
              : (this.tokens.links[r.tag] || (this.tokens.links[r.tag] = { href: r.href, title: r.title }), t.push(r));
            continue;
          }
          if ((r = this.tokenizer.table(e)) || (r = this.tokenizer.lheading(e))) {
            ((e = e.substring(r.raw.length)), t.push(r));
            continue;
          }
          let s = e;
          if (this.options.extensions?.startBlock) {
            let t = 1 / 0,
              n = e.slice(1),
              r;
            (this.options.extensions.startBlock.forEach((e) => {
              ((r = e.call({ lexer: this }, n)), typeof r == `number` && r >= 0 && (t = Math.min(t, r)));
            }),
              t < 1 / 0 && t >= 0 && (s = e.substring(0, t + 1)));
          }
          if (this.state.top && (r = this.tokenizer.paragraph(s))) {
            let i = t.at(-1);
            ((n || (i === a && o)) && i?.type === `paragraph`
              ? ((i.raw +=
                  (i.raw.endsWith(`
`)
                    ? ``
                    : `
`) + r.raw),
                (i.text +=
                  `
` + r.text),
                this.inlineQueue.pop(),
                (this.inlineQueue.at(-1).src = i.text),
                (a = i))
              : (t.push(r), (a = r)),
              (n = s.length !== e.length),
              (e = e.substring(r.raw.length)));
          } else if ((r = this.tokenizer.text(e))) {
            e = e.substring(r.raw.length);
            let n = t.at(-1);
            n?.type === `text`
              ? ((n.raw +=
                  (n.raw.endsWith(`
`)
                    ? ``
                    : `
`) + r.raw),
                (n.text +=
                  `
` + r.text),
                this.inlineQueue.pop(),
                (this.inlineQueue.at(-1).src = n.text))
              : t.push(r);
          } else if (e) {
            this.infiniteLoopError(e.charCodeAt(0));
            break;
          }
        }
        return ((this.state.top = !0), (this.state.lastToken = r), t);
      }
      inline(e, t = []) {
        return (this.inlineQueue.push({ src: e, tokens: t }), t);
      }
      linkInText(e) {
        if (!e.includes(`[`)) return !1;
        let t = this.tokenizer.rules.inline.link;
        for (let n of e.matchAll(this.tokenizer.rules.inline.blockSkip))
          if (t.test(n[0]) && e.charAt(n.index - 1) !== `!`) return !0;
        for (let t of e.matchAll(this.tokenizer.rules.inline.reflinkSearch)) {
          let e = t[0],
            n = e.lastIndexOf(`[`);
          if (
            e.charAt(0) !== `!` &&
            Object.hasOwn(this.tokens.links, Il(e.slice(n + 1, -1))) &&
            !(n > 1 && this.linkInText(e.slice(1, n - 1)))
          )
            return !0;
        }
        return !1;
      }
      inlineTokens(e, t = []) {
        this.tokenizer.lexer = this;
        let n = this.state.linkParenPossible;
        this.state.linkParenPossible = e.includes(`)`);
        try {
          return this.#e(e, t);
        } finally {
          this.state.linkParenPossible = n;
        }
      }
      #e(e, t) {
        let n = e.includes(`*`) || e.includes(`_`) || e.includes(`~`),
          r =
            n ||
            this.options.hooks?.emStrongMask ||
            this.tokenizer.emStrong !== Yl.prototype.emStrong ||
            this.tokenizer.del !== Yl.prototype.del
              ? this.#r(e)
              : e;
        if (!n) return this.#t(e, r, t);
        Bl(this.tokenizer, r);
        try {
          return this.#t(e, r, t);
        } finally {
          Vl(this.tokenizer);
        }
      }
      #t(e, t, n) {
        let r = !1,
          i = ``,
          a = 1 / 0;
        for (; e;) {
          if (e.length < a) a = e.length;
          else {
            this.infiniteLoopError(e.charCodeAt(0));
            break;
          }
          (r || (i = ``), (r = !1));
          let o;
          if (
            this.options.extensions?.inline?.some((t) =>
              (o = t.call({ lexer: this }, e, n)) ? ((e = e.substring(o.raw.length)), n.push(o), !0) : !1,
            )
          )
            continue;
          if ((o = this.tokenizer.escape(e)) || (o = this.tokenizer.tag(e)) || (o = this.tokenizer.link(e))) {
            ((e = e.substring(o.raw.length)), n.push(o));
            continue;
          }
          if ((o = this.tokenizer.reflink(e, this.tokens.links))) {
            e = e.substring(o.raw.length);
            let t = n.at(-1);
            o.type === `text` && t?.type === `text` ? ((t.raw += o.raw), (t.text += o.text)) : n.push(o);
            continue;
          }
          let s = e[0];
          if (s === `*` || s === `_`) {
            let a = t.length - e.length;
            if (Hl(this.tokenizer, t, s) <= a) {
              let t = 1;
              for (; t < e.length && e.charCodeAt(t) === s.charCodeAt(0);) t++;
              let a = e.substring(0, t),
                o = n.at(-1);
              (o?.type === `text` && !o.escaped
                ? ((o.raw += a), (o.text += a))
                : n.push({ type: `text`, raw: a, text: a, escaped: !1 }),
                (e = e.substring(t)),
                (i = s),
                (r = !0));
              continue;
            }
          } else if (s === `~`) {
            let a = t.length - e.length;
            if (Ul(this.tokenizer, t) <= a) {
              let t = 1;
              for (; t < e.length && e.charCodeAt(t) === 126;) t++;
              let a = e.substring(0, t),
                o = n.at(-1);
              (o?.type === `text` && !o.escaped
                ? ((o.raw += a), (o.text += a))
                : n.push({ type: `text`, raw: a, text: a, escaped: !1 }),
                (e = e.substring(t)),
                (i = s),
                (r = !0));
              continue;
            }
          }
          if (
            (o = this.tokenizer.emStrong(e, t, i)) ||
            (o = this.tokenizer.codespan(e)) ||
            (o = this.tokenizer.br(e)) ||
            (o = this.tokenizer.del(e, t, i)) ||
            (o = this.tokenizer.autolink(e)) ||
            (!this.state.inLink && (o = this.tokenizer.url(e)))
          ) {
            ((e = e.substring(o.raw.length)), n.push(o));
            continue;
          }
          let c = e;
          if (this.options.extensions?.startInline) {
            let t = 1 / 0,
              n = e.slice(1),
              r;
            (this.options.extensions.startInline.forEach((e) => {
              ((r = e.call({ lexer: this }, n)), typeof r == `number` && r >= 0 && (t = Math.min(t, r)));
            }),
              t < 1 / 0 && t >= 0 && (c = e.substring(0, t + 1)));
          }
          if ((o = this.tokenizer.inlineText(c))) {
            ((e = e.substring(o.raw.length)), o.raw.slice(-1) !== `_` && (i = o.raw.slice(-1)), (r = !0));
            let t = n.at(-1);
            t?.type === `text` ? ((t.raw += o.raw), (t.text += o.text)) : n.push(o);
          } else if (e) {
            this.infiniteLoopError(e.charCodeAt(0));
            break;
          }
        }
        return n;
      }
      #n(e) {
        let { blockSkip: t, tag: n, autolink: r } = this.tokenizer.rules.inline,
          i = ``,
          a = 0,
          o;
        for (t.lastIndex = 0; (o = t.exec(e));) {
          let s = o.index + (o[2] ? o[2].length : 0),
            c = o.index + o[0].length;
          if (e.charAt(s) === `<`) {
            let i = e.slice(s),
              a = n.exec(i) || r.exec(i);
            if (!a) {
              t.lastIndex = s + 1;
              continue;
            }
            ((c = s + a[0].length), (t.lastIndex = c));
          }
          ((i += e.slice(a, s) + `[` + `a`.repeat(c - s - 2) + `]`), (a = c));
        }
        return i + e.slice(a);
      }
      #r(e) {
        let t = e;
        if (this.tokens.links && e.includes(`[`)) {
          let e = this.tokenizer.rules.inline.reflinkSearch,
            n = (t) => {
              let r = t.lastIndexOf(`[`);
              if (!Object.hasOwn(this.tokens.links, Il(t.slice(r + 1, -1)))) return t;
              if (r > 1 && t.charAt(0) !== `!`) {
                let i = t.slice(1, r - 1);
                if (this.linkInText(i)) return `[` + i.replace(e, n) + `][` + `a`.repeat(t.length - r - 2) + `]`;
              }
              return `[` + `a`.repeat(t.length - 2) + `]`;
            };
          t = t.replace(e, n);
        }
        return (
          (t = t.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode, (e, t, n) =>
            n ? `+`.repeat(e.length) : t ? t + e.slice(t.length, -t.length).replace(/`/g, `+`) + t : e,
          )),
          (t = this.#n(t)),
          (t = this.options.hooks?.emStrongMask?.call({ lexer: this }, t) ?? t),
          t
        );
      }
      infiniteLoopError(e) {
        let t = `Infinite loop on byte: ` + e;
        if (this.options.silent) console.error(t);
        else throw Error(t);
      }
    },
    Zl = class {
      options;
      parser;
      constructor(e) {
        this.options = e || oc;
      }
      space(e) {
        return ``;
      }
      code({ text: e, lang: t, escaped: n }) {
        let r = (t || ``).match(Y.notSpaceStart)?.[0],
          i = e
            ? e.replace(Y.endingNewline, ``) +
              `
`
            : ``;
        return r
          ? `<pre><code class="language-` +
              Al(r) +
              `">` +
              (n ? i : Al(i, !0)) +
              `</code></pre>
`
          : `<pre><code>` +
              (n ? i : Al(i, !0)) +
              `</code></pre>
`;
      }
      blockquote({ tokens: e }) {
        return `<blockquote>
${this.parser.parse(e)}</blockquote>
`;
      }
      html({ text: e }) {
        return e;
      }
      def(e) {
        return ``;
      }
      heading({ tokens: e, depth: t }) {
        return `<h${t}>${this.parser.parseInline(e)}</h${t}>
`;
      }
      hr(e) {
        return `<hr>
`;
      }
      list(e) {
        let t = e.ordered,
          n = e.start,
          r = ``;
        for (let t = 0; t < e.items.length; t++) {
          let n = e.items[t];
          r += this.listitem(n);
        }
        let i = t ? `ol` : `ul`,
          a = t && n !== 1 ? ` start="` + n + `"` : ``;
        return (
          `<` +
          i +
          a +
          `>
` +
          r +
          `</` +
          i +
          `>
`
        );
      }
      listitem(e) {
        return `<li>${this.parser.parse(e.tokens)}</li>
`;
      }
      checkbox({ checked: e }) {
        return `<input ` + (e ? `checked="" ` : ``) + `disabled="" type="checkbox"> `;
      }
      paragraph({ tokens: e }) {
        return `<p>${this.parser.parseInline(e)}</p>
`;
      }
      table(e) {
        let t = ``,
          n = ``;
        for (let t = 0; t < e.header.length; t++) n += this.tablecell(e.header[t]);
        t += this.tablerow({ text: n });
        let r = ``;
        for (let t = 0; t < e.rows.length; t++) {
          let i = e.rows[t];
          n = ``;
          for (let e = 0; e < i.length; e++) n += this.tablecell(i[e]);
          r += this.tablerow({ text: n });
        }
        return (
          (r &&= `<tbody>${r}</tbody>`),
          `<table>
<thead>
` +
            t +
            `</thead>
` +
            r +
            `</table>
`
        );
      }
      tablerow({ text: e }) {
        return `<tr>
${e}</tr>
`;
      }
      tablecell(e) {
        let t = this.parser.parseInline(e.tokens),
          n = e.header ? `th` : `td`;
        return (
          (e.align ? `<${n} align="${e.align}">` : `<${n}>`) +
          t +
          `</${n}>
`
        );
      }
      strong({ tokens: e }) {
        return `<strong>${this.parser.parseInline(e)}</strong>`;
      }
      em({ tokens: e }) {
        return `<em>${this.parser.parseInline(e)}</em>`;
      }
      codespan({ text: e }) {
        return `<code>${Al(e, !0)}</code>`;
      }
      br(e) {
        return `<br>`;
      }
      del({ tokens: e }) {
        return `<del>${this.parser.parseInline(e)}</del>`;
      }
      link({ href: e, title: t, text: n, tokens: r, autolink: i }) {
        let a = i ? Al(n, !0) : this.parser.parseInline(r),
          o = Ml(e);
        if (o === null) return a;
        e = Al(o, i);
        let s = `<a href="` + e + `"`;
        return (t && (s += ` title="` + Al(t) + `"`), (s += `>` + a + `</a>`), s);
      }
      image({ href: e, title: t, text: n, tokens: r }) {
        r && (n = this.parser.parseInline(r, this.parser.textRenderer));
        let i = Ml(e);
        if (i === null) return Al(n);
        e = i;
        let a = `<img src="${Al(e)}" alt="${Al(n)}"`;
        return (t && (a += ` title="${Al(t)}"`), (a += `>`), a);
      }
      text(e) {
        return `tokens` in e && e.tokens
          ? this.parser.parseInline(e.tokens)
          : `escaped` in e && e.escaped
            ? e.text
            : Al(e.text);
      }
    },
    Ql = class {
      parser;
      strong({ text: e, tokens: t }) {
        return t ? this.parser.parseInline(t, this) : e;
      }
      em({ text: e, tokens: t }) {
        return t ? this.parser.parseInline(t, this) : e;
      }
      codespan({ text: e }) {
        return e;
      }
      del({ text: e, tokens: t }) {
        return t ? this.parser.parseInline(t, this) : e;
      }
      html({ text: e }) {
        return e;
      }
      text({ text: e }) {
        return e;
      }
      link({ text: e, tokens: t }) {
        return t ? this.parser.parseInline(t, this) : e;
      }
      image({ text: e, tokens: t }) {
        return t ? this.parser.parseInline(t, this) : e;
      }
      br() {
        return `
`;
      }
      checkbox({ raw: e }) {
        return e;
      }
    },
    $l = class e {
      options;
      renderer;
      textRenderer;
      constructor(e) {
        ((this.options = e || oc),
          (this.options.renderer = this.options.renderer || new Zl()),
          (this.renderer = this.options.renderer),
          (this.renderer.options = this.options),
          (this.renderer.parser = this),
          (this.textRenderer = new Ql()),
          (this.textRenderer.parser = this));
      }
      static parse(t, n) {
        return new e(n).parse(t);
      }
      static parseInline(t, n) {
        return new e(n).parseInline(t);
      }
      parse(e) {
        this.renderer.parser = this;
        let t = ``;
        for (let n = 0; n < e.length; n++) {
          let r = e[n];
          if (this.options.extensions?.renderers?.[r.type]) {
            let e = r,
              n = this.options.extensions.renderers[e.type].call({ parser: this }, e);
            if (
              n !== !1 ||
              ![
                `space`,
                `hr`,
                `heading`,
                `code`,
                `table`,
                `blockquote`,
                `list`,
                `checkbox`,
                `html`,
                `def`,
                `paragraph`,
                `text`,
              ].includes(e.type)
            ) {
              t += n === !1 ? `` : (n ?? ``);
              continue;
            }
          }
          let i = r;
          switch (i.type) {
            case `space`:
              t += this.renderer.space(i);
              break;
            case `hr`:
              t += this.renderer.hr(i);
              break;
            case `heading`:
              t += this.renderer.heading(i);
              break;
            case `code`:
              t += this.renderer.code(i);
              break;
            case `table`:
              t += this.renderer.table(i);
              break;
            case `blockquote`:
              t += this.renderer.blockquote(i);
              break;
            case `list`:
              t += this.renderer.list(i);
              break;
            case `checkbox`:
              t += this.renderer.checkbox(i);
              break;
            case `html`:
              t += this.renderer.html(i);
              break;
            case `def`:
              t += this.renderer.def(i);
              break;
            case `paragraph`:
              t += this.renderer.paragraph(i);
              break;
            case `text`:
              t += this.renderer.text(i);
              break;
            default: {
              let e = `Token with "` + i.type + `" type was not found.`;
              if (this.options.silent) return (console.error(e), ``);
              throw Error(e);
            }
          }
        }
        return t;
      }
      parseInline(e, t = this.renderer) {
        this.renderer.parser = this;
        let n = ``;
        for (let r = 0; r < e.length; r++) {
          let i = e[r];
          if (this.options.extensions?.renderers?.[i.type]) {
            let e = this.options.extensions.renderers[i.type].call({ parser: this }, i);
            if (
              e !== !1 ||
              ![
                `escape`,
                `html`,
                `link`,
                `image`,
                `checkbox`,
                `strong`,
                `em`,
                `codespan`,
                `br`,
                `del`,
                `text`,
              ].includes(i.type)
            ) {
              n += e === !1 ? `` : (e ?? ``);
              continue;
            }
          }
          let a = i;
          switch (a.type) {
            case `escape`:
              n += t.text(a);
              break;
            case `html`:
              n += t.html(a);
              break;
            case `link`:
              n += t.link(a);
              break;
            case `image`:
              n += t.image(a);
              break;
            case `checkbox`:
              n += t.checkbox(a);
              break;
            case `strong`:
              n += t.strong(a);
              break;
            case `em`:
              n += t.em(a);
              break;
            case `codespan`:
              n += t.codespan(a);
              break;
            case `br`:
              n += t.br(a);
              break;
            case `del`:
              n += t.del(a);
              break;
            case `text`:
              n += t.text(a);
              break;
            default: {
              let e = `Token with "` + a.type + `" type was not found.`;
              if (this.options.silent) return (console.error(e), ``);
              throw Error(e);
            }
          }
        }
        return n;
      }
    },
    eu = class {
      options;
      block;
      constructor(e) {
        this.options = e || oc;
      }
      static passThroughHooks = new Set([`preprocess`, `postprocess`, `processAllTokens`, `emStrongMask`]);
      static passThroughHooksRespectAsync = new Set([`preprocess`, `postprocess`, `processAllTokens`]);
      preprocess(e) {
        return e;
      }
      postprocess(e) {
        return e;
      }
      processAllTokens(e) {
        return e;
      }
      emStrongMask(e) {
        return e;
      }
      provideLexer(e = this.block) {
        return e ? Xl.lex : Xl.lexInline;
      }
      provideParser(e = this.block) {
        return e ? $l.parse : $l.parseInline;
      }
    };
  function tu(e, t) {
    if (Array.isArray(t)) for (let n = 0; n < t.length; n++) e.push(t[n]);
    else e.push(t);
  }
  var nu = class {
      defaults = ac();
      options = this.setOptions;
      parse = this.parseMarkdown(!0);
      parseInline = this.parseMarkdown(!1);
      Parser = $l;
      Renderer = Zl;
      TextRenderer = Ql;
      Lexer = Xl;
      Tokenizer = Yl;
      Hooks = eu;
      constructor(...e) {
        this.use(...e);
      }
      walkTokens(e, t) {
        let n = [];
        for (let r of e)
          switch ((tu(n, t.call(this, r)), r.type)) {
            case `table`: {
              let e = r;
              for (let r of e.header) tu(n, this.walkTokens(r.tokens, t));
              for (let r of e.rows) for (let e of r) tu(n, this.walkTokens(e.tokens, t));
              break;
            }
            case `list`: {
              let e = r;
              tu(n, this.walkTokens(e.items, t));
              break;
            }
            default: {
              let e = r;
              this.defaults.extensions?.childTokens?.[e.type]
                ? this.defaults.extensions.childTokens[e.type].forEach((r) => {
                    let i = e[r].flat(1 / 0);
                    tu(n, this.walkTokens(i, t));
                  })
                : e.tokens && tu(n, this.walkTokens(e.tokens, t));
            }
          }
        return n;
      }
      use(...e) {
        let t = this.defaults.extensions || { renderers: Object.create(null), childTokens: Object.create(null) };
        return (
          e.forEach((e) => {
            let n = { ...e };
            if (
              ((n.async = this.defaults.async || n.async || !1),
              e.extensions &&
                (e.extensions.forEach((e) => {
                  if (!e.name) throw Error(`extension name required`);
                  if (`renderer` in e) {
                    let n = t.renderers[e.name];
                    n
                      ? (t.renderers[e.name] = function (...t) {
                          let r = e.renderer.apply(this, t);
                          return (r === !1 && (r = n.apply(this, t)), r);
                        })
                      : (t.renderers[e.name] = e.renderer);
                  }
                  if (`tokenizer` in e) {
                    if (!e.level || (e.level !== `block` && e.level !== `inline`))
                      throw Error(`extension level must be 'block' or 'inline'`);
                    let n = t[e.level];
                    (n ? n.unshift(e.tokenizer) : (t[e.level] = [e.tokenizer]),
                      e.start &&
                        (e.level === `block`
                          ? t.startBlock
                            ? t.startBlock.push(e.start)
                            : (t.startBlock = [e.start])
                          : e.level === `inline` &&
                            (t.startInline ? t.startInline.push(e.start) : (t.startInline = [e.start]))));
                  }
                  `childTokens` in e && e.childTokens && (t.childTokens[e.name] = e.childTokens);
                }),
                (n.extensions = t)),
              e.renderer)
            ) {
              let t = this.defaults.renderer || new Zl(this.defaults);
              for (let n in e.renderer) {
                if (!(n in t)) throw Error(`renderer '${n}' does not exist`);
                if ([`options`, `parser`].includes(n)) continue;
                let r = n,
                  i = e.renderer[r],
                  a = t[r];
                t[r] = (...e) => {
                  let n = i.apply(t, e);
                  return (n === !1 && (n = a.apply(t, e)), n === !1 ? `` : (n ?? ``));
                };
              }
              n.renderer = t;
            }
            if (e.tokenizer) {
              let t = this.defaults.tokenizer || new Yl(this.defaults);
              for (let n in e.tokenizer) {
                if (!(n in t)) throw Error(`tokenizer '${n}' does not exist`);
                if ([`options`, `rules`, `lexer`].includes(n)) continue;
                let r = n,
                  i = e.tokenizer[r],
                  a = t[r];
                t[r] = (...e) => {
                  let n = i.apply(t, e);
                  return (n === !1 && (n = a.apply(t, e)), n);
                };
              }
              n.tokenizer = t;
            }
            if (e.hooks) {
              let t = this.defaults.hooks || new eu();
              for (let n in e.hooks) {
                if (!(n in t)) throw Error(`hook '${n}' does not exist`);
                if ([`options`, `block`].includes(n)) continue;
                let r = n,
                  i = e.hooks[r],
                  a = t[r];
                t[r] = eu.passThroughHooks.has(n)
                  ? (e) => {
                      if (t.options.async && eu.passThroughHooksRespectAsync.has(n))
                        return (async () => {
                          let n = await i.call(t, e);
                          return a.call(t, n);
                        })();
                      let r = i.call(t, e);
                      return a.call(t, r);
                    }
                  : (...e) => {
                      if (t.options.async)
                        return (async () => {
                          let n = await i.apply(t, e);
                          return (n === !1 && (n = await a.apply(t, e)), n);
                        })();
                      let n = i.apply(t, e);
                      return (n === !1 && (n = a.apply(t, e)), n);
                    };
              }
              n.hooks = t;
            }
            if (e.walkTokens) {
              let t = this.defaults.walkTokens,
                r = e.walkTokens;
              n.walkTokens = function (e) {
                let n = [];
                return (tu(n, r.call(this, e)), t && tu(n, t.call(this, e)), n);
              };
            }
            this.defaults = { ...this.defaults, ...n };
          }),
          this
        );
      }
      setOptions(e) {
        return ((this.defaults = { ...this.defaults, ...e }), this);
      }
      lexer(e, t) {
        return Xl.lex(e, t ?? this.defaults);
      }
      parser(e, t) {
        return $l.parse(e, t ?? this.defaults);
      }
      parseMarkdown(e) {
        return (t, n) => {
          let r = { ...n },
            i = { ...this.defaults, ...r },
            a = this.onError(!!i.silent, !!i.async);
          if (this.defaults.async === !0 && r.async === !1)
            return a(
              Error(
                `marked(): The async option was set to true by an extension. Remove async: false from the parse options object to return a Promise.`,
              ),
            );
          if (typeof t > `u` || t === null) return a(Error(`marked(): input parameter is undefined or null`));
          if (typeof t != `string`)
            return a(
              Error(`marked(): input parameter is of type ` + Object.prototype.toString.call(t) + `, string expected`),
            );
          if ((i.hooks && ((i.hooks.options = i), (i.hooks.block = e)), i.async))
            return (async () => {
              let n = i.hooks ? await i.hooks.preprocess(t) : t,
                r = await (i.hooks ? await i.hooks.provideLexer(e) : e ? Xl.lex : Xl.lexInline)(n, i),
                a = i.hooks ? await i.hooks.processAllTokens(r) : r;
              i.walkTokens && (await Promise.all(this.walkTokens(a, i.walkTokens)));
              let o = await (i.hooks ? await i.hooks.provideParser(e) : e ? $l.parse : $l.parseInline)(a, i);
              return i.hooks ? await i.hooks.postprocess(o) : o;
            })().catch(a);
          try {
            i.hooks && (t = i.hooks.preprocess(t));
            let n = (i.hooks ? i.hooks.provideLexer(e) : e ? Xl.lex : Xl.lexInline)(t, i);
            (i.hooks && (n = i.hooks.processAllTokens(n)), i.walkTokens && this.walkTokens(n, i.walkTokens));
            let r = (i.hooks ? i.hooks.provideParser(e) : e ? $l.parse : $l.parseInline)(n, i);
            return (i.hooks && (r = i.hooks.postprocess(r)), r);
          } catch (e) {
            return a(e);
          }
        };
      }
      onError(e, t) {
        return (n) => {
          if (
            ((n.message += `
Please report this to https://github.com/markedjs/marked.`),
            e)
          ) {
            let e = `<p>An error occurred:</p><pre>` + Al(n.message + ``, !0) + `</pre>`;
            return t ? Promise.resolve(e) : e;
          }
          if (t) return Promise.reject(n);
          throw n;
        };
      }
    },
    ru = new nu();
  function X(e, t) {
    return ru.parse(e, t);
  }
  ((X.options = X.setOptions =
    function (e) {
      return (ru.setOptions(e), (X.defaults = ru.defaults), sc(X.defaults), X);
    }),
    (X.getDefaults = ac),
    (X.defaults = oc));
  function iu(...e) {
    return (ru.use(...e), (X.defaults = ru.defaults), sc(X.defaults), X);
  }
  ((X.use = iu),
    (X.walkTokens = function (e, t) {
      return ru.walkTokens(e, t);
    }),
    (X.parseInline = ru.parseInline),
    (X.Parser = $l),
    (X.parser = $l.parse),
    (X.Renderer = Zl),
    (X.TextRenderer = Ql),
    (X.Lexer = Xl),
    (X.lexer = Xl.lex),
    (X.Tokenizer = Yl),
    (X.Hooks = eu),
    (X.parse = X),
    X.options,
    X.setOptions,
    X.walkTokens,
    X.parseInline,
    $l.parse,
    Xl.lex);
  var au = new nu({
    gfm: !0,
    breaks: !0,
    tokenizer: { html: () => void 0, tag: () => void 0 },
    extensions: [
      {
        name: `math`,
        level: `block`,
        start: (e) => e.match(/^ {0,3}(\$\$|\\\[)/m)?.index,
        tokenizer(e) {
          let t = /^ {0,3}(?:\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\])[ \t]*(?:\n|$)/.exec(e);
          if (t) return { type: `math`, raw: t[0], text: (t[1] ?? t[2] ?? ``).trim(), display: !0 };
        },
      },
      {
        name: `math`,
        level: `inline`,
        start: (e) => e.match(/\$|\\\(|\\\[/)?.index,
        tokenizer(e) {
          let t = /^\$\$([^$\n]+?)\$\$/.exec(e) ?? /^\\\[([\s\S]+?)\\\]/.exec(e);
          if (t) return { type: `math`, raw: t[0], text: t[1].trim(), display: !0 };
          let n = /^\$(?![\s\d])([^$\n]*?[^\s$\\])\$(?!\d)/.exec(e) ?? /^\\\(([\s\S]+?)\\\)/.exec(e);
          if (n) return { type: `math`, raw: n[0], text: n[1].trim(), display: !1 };
        },
      },
    ],
  });
  function ou(e) {
    return new Xl(au.defaults).lex(e);
  }
  var su = class {
    #e = [];
    #t = ``;
    blocks(e, t) {
      (t && e.startsWith(this.#t)) || ((this.#e = []), (this.#t = ``));
      let n = e.slice(this.#t.length),
        r = cu(ou(t ? du(n) : n)),
        i = [...this.#e, ...r];
      return (t && this.#n(n, r), i);
    }
    #n(e, t) {
      let n = t.at(-1),
        r = n ? uu(n.token) : null,
        i = r ? [...t.slice(0, -1), r] : t.slice(0, -2),
        a = 0;
      for (let t of i) {
        if (!e.startsWith(t.raw, a)) break;
        (this.#e.push(t), (a += t.raw.length));
      }
      this.#t += e.slice(0, a);
    }
  };
  function cu(e) {
    let t = [];
    for (let n of e) {
      let e = t.at(-1);
      n.type === `space` && e ? (e.raw += n.raw) : t.push({ raw: n.raw, token: n });
    }
    return t;
  }
  var lu = 16;
  function uu(e) {
    let t = e;
    if (e.type !== `list` || t.items.length < lu) return null;
    let n = t.items.slice(0, -4),
      r = n.map((e) => e.raw).join(``);
    return t.raw.startsWith(r) &&
      r.endsWith(`
`)
      ? { raw: r, token: { ...t, raw: r, items: n } }
      : null;
  }
  function du(e) {
    let t = e.split(`
`),
      n = ``;
    for (let e of t) {
      let t = /^ {0,3}(`{3,}|~{3,})/.exec(e)?.[1];
      t && (n ? t[0] === n[0] && t.length >= n.length && e.trim() === t && (n = ``) : (n = t));
    }
    if (n) return fu(e, n);
    let r = pu(t),
      i = Math.max(
        r.lastIndexOf(`

`),
        0,
      );
    return r.slice(0, i) + hu(r.slice(i));
  }
  function fu(e, t) {
    let n = e
      .slice(
        e.lastIndexOf(`
`) + 1,
      )
      .trim();
    return n && n.length < t.length && n === t[0].repeat(n.length)
      ? e.slice(
          0,
          e.lastIndexOf(`
`),
        )
      : e;
  }
  function pu(e) {
    let t = e.length,
      n = e[t - 1] ?? ``;
    /^ {0,3}([-*+]|\d{1,9}[.)]|#{1,6}|>|`{1,3}|~{1,3}|={1,}|-{1,})\s*$/.test(n) && t--;
    let r = t - 1;
    for (; r >= 0 && /^\s*\|/.test(e[r]);) r--;
    let i = t - 1 - r;
    return (
      (i === 1 || (i === 2 && !mu(e[t - 1], e[t - 2]))) && (t = r + 1),
      e.slice(0, t).join(`
`)
    );
  }
  function mu(e, t) {
    let n = (e) =>
        e
          .trim()
          .replace(/^\||\|$/g, ``)
          .split(`|`),
      r = n(e);
    return r.length === n(t).length && r.every((e) => /^\s*:?-+:?\s*$/.test(e));
  }
  function hu(e) {
    let t = e.replace(/!?\[[^\]\n]*(\]\([^)\n]*)?$/, (e) => {
      let t = /^!?\[([^\]]*)/.exec(e)?.[1] ?? ``;
      return e.startsWith(`!`) ? `` : t;
    });
    t = t.replace(/(\*{1,3}|_{1,3}|~{1,2}|`|\$|\\)$/, ``);
    let n = t.replace(/\\`/g, ``).match(/`+/g) ?? [];
    if (n.length % 2) return t + n.at(-1);
    let r = t.replace(/(`+)[\s\S]*?\1/g, ``).replace(/^\s*[*+-]\s/gm, ``),
      i = /\s+$/.exec(t)?.[0] ?? ``,
      a = ``;
    for (let e of [`**`, `~~`]) (r.split(e).length - 1) % 2 && (a = e + a);
    return (
      (r.replaceAll(`**`, ``).match(/(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])/g) ?? []).length % 2 && (a = `*${a}`),
      a ? t.slice(0, t.length - i.length) + a : t
    );
  }
  function gu(e) {
    let { chat: t } = K(),
      n = L(null),
      [r, i] = F(!1);
    return (
      Ue(() => {
        let r = !0;
        return (
          m(`math.js`, (e) => t.log(`asset.missing`, { name: e })).then((t) => {
            if (r && t && n.current)
              try {
                (t.render(e.tex, n.current, e.display), i(!0));
              } catch {
                i(!1);
              }
          }),
          () => {
            r = !1;
          }
        );
      }, [e.tex, e.display]),
      W(`span`, {
        class: e.display ? `ck-math ck-math-block` : `ck-math`,
        dir: `ltr`,
        children: [W(`span`, { ref: n }), r ? null : W(`code`, { children: e.tex })],
      })
    );
  }
  function _u(e) {
    let t = We(() => new su(), []),
      n = e.growing === !0,
      {
        text: r,
        groups: i,
        numbers: a,
        first: o,
      } = We(() => si(e.text, e.annotations ?? [], n ? [] : e.numbers), [e.text, e.annotations, e.numbers, n]),
      s = We(() => t.blocks(r, n), [r, n]),
      c = i.length || a.length ? JSON.stringify([i, a]) : ``;
    return W(`div`, {
      class: n ? `ck-md ck-md-growing` : `ck-md`,
      dir: `auto`,
      children: s.map((e, t) =>
        W(
          vu,
          {
            token: e.token,
            raw: e.raw,
            look: { groups: i, numbers: a, first: o, growing: n && t === s.length - 1 },
            signature: c,
          },
          t,
        ),
      ),
    });
  }
  var vu = class extends ae {
    shouldComponentUpdate(e) {
      let { raw: t, look: n, signature: r } = this.props;
      return e.raw !== t || e.look.growing !== n.growing || (r !== e.signature && ri.test(t));
    }
    render() {
      return yu(this.props.token, this.props.look);
    }
  };
  function yu(e, t) {
    switch (e.type) {
      case `space`:
      case `def`:
        return null;
      case `heading`:
        return W(`h${Math.min(6, e.depth)}`, { children: wu(e.tokens, t) });
      case `paragraph`:
        return W(`p`, { children: wu(e.tokens, t) });
      case `text`:
        return e.tokens ? W(`span`, { children: wu(e.tokens, t) }) : Eu(e, t);
      case `hr`:
        return W(`hr`, {});
      case `blockquote`:
        return W(`blockquote`, { children: bu(e.tokens, t) });
      case `code`: {
        let { text: n, groups: r } = di(e.text),
          i = di(e.lang ?? ``).text;
        return W(M, { children: [W(rc, { text: n, language: i, growing: t.growing }), r.map((e) => Ou(e, t))] });
      }
      case `list`:
        return Su(e, t);
      case `table`:
        return W(Cu, { token: e, look: t });
      case `math`:
        return W(gu, { tex: di(e.text).text, display: !0 });
      case `checkbox`:
        return null;
      default:
        return W(`p`, { children: di(e.raw).text });
    }
  }
  function bu(e, t) {
    return e?.map((e, n) => W(xu, { token: e, look: t }, n));
  }
  function xu(e) {
    return W(M, { children: yu(e.token, e.look) });
  }
  function Su(e, t) {
    let n = e.items.map((e, n) =>
      W(
        `li`,
        {
          class: e.task ? `ck-task` : void 0,
          children: [
            e.task
              ? W(`input`, {
                  type: `checkbox`,
                  checked: e.checked ?? !1,
                  disabled: !0,
                  "aria-label": fi(e.text).slice(0, 80),
                })
              : null,
            W(`div`, { children: bu(e.tokens, t) }),
          ],
        },
        n,
      ),
    );
    return e.ordered ? W(`ol`, { start: Number(e.start) || 1, children: n }) : W(`ul`, { children: n });
  }
  function Cu(e) {
    let { t } = K(),
      { header: n, rows: r, align: i } = e.token,
      a = (e) => (i[e] ? `ck-${i[e]}` : void 0);
    return W(`div`, {
      class: `ck-tablebox`,
      role: `group`,
      "aria-label": t(`tableScroll`),
      tabIndex: 0,
      children: W(`table`, {
        children: [
          W(`thead`, {
            children: W(`tr`, {
              children: n.map((t, n) => W(`th`, { scope: `col`, class: a(n), children: wu(t.tokens, e.look) }, n)),
            }),
          }),
          W(`tbody`, {
            children: r.map((t, n) =>
              W(`tr`, { children: t.map((t, n) => W(`td`, { class: a(n), children: wu(t.tokens, e.look) }, n)) }, n),
            ),
          }),
        ],
      }),
    });
  }
  function wu(e, t) {
    return e?.map((e) => Tu(e, t));
  }
  function Tu(e, t) {
    switch (e.type) {
      case `strong`:
        return W(`strong`, { children: wu(e.tokens, t) });
      case `em`:
        return W(`em`, { children: wu(e.tokens, t) });
      case `del`:
        return W(`del`, { children: wu(e.tokens, t) });
      case `br`:
        return W(`br`, {});
      case `codespan`: {
        let { text: n, groups: r } = di(e.text);
        return W(M, { children: [W(`code`, { children: n }), r.map((e) => Ou(e, t))] });
      }
      case `link`:
        return ku(e, t);
      case `image`: {
        let { href: t, text: n } = e;
        return W(ju, { src: di(t).text, alt: di(n).text });
      }
      case `math`:
        return W(gu, { tex: di(e.text).text, display: e.display });
      case `checkbox`:
        return null;
      default:
        return Eu(e, t);
    }
  }
  function Eu(e, t) {
    if (e.tokens) return wu(e.tokens, t);
    let n = e.type === `escape` ? e.text : as(e.text ?? e.raw);
    if (!ri.test(n)) return n;
    let r = [],
      i = 0;
    for (let e of n.matchAll(ni))
      (r.push(fi(n.slice(i, e.index)), e[1] ? Ou(Number(e[1]), t) : Du(e, t)), (i = e.index + e[0].length));
    return (r.push(fi(n.slice(i))), r);
  }
  function Du(e, t) {
    let [n, r] = [Number(e[2]), e[3]],
      i = t.numbers[n];
    return !i || t.inLink ? r : W(yo, { text: r, number: i, first: n === t.first }, `n${n}`);
  }
  function Ou(e, t) {
    let n = t.groups[e];
    return n ? W(os, { annotations: n, all: t.groups }, `c${e}`) : null;
  }
  function ku(e, t) {
    let n = di(e.href),
      r = ts(as(n.text)),
      i = n.groups.map((e) => Ou(e, t)),
      a = wu(e.tokens, r ? { ...t, inLink: !0 } : t);
    return r
      ? r.kind === `deeplink`
        ? W(M, { children: [W(Au, { target: r, children: a }), i] })
        : W(M, { children: [W(`a`, { href: r.href, target: `_blank`, rel: `noopener noreferrer`, children: a }), i] })
      : W(M, { children: [a, i] });
  }
  function Au(e) {
    let { chat: t } = K(),
      { name: n, data: r } = e.target;
    return W(`button`, {
      type: `button`,
      class: `ck-deeplink`,
      onClick: () => t.emit(`chatkit.deeplink`, Object.keys(r).length ? { name: n, data: r } : { name: n }),
      children: e.children,
    });
  }
  function ju(e) {
    let { chat: t, t: n } = K(),
      [r, i] = F(!1),
      [a, o] = F(!1),
      s = ns(e.src, t.imageDomains.value),
      c = ts(e.src);
    return !s && (!c || c.kind !== `web` || !/^https?:/i.test(e.src))
      ? W(M, { children: e.alt })
      : !s && !r
        ? W(`button`, {
            type: `button`,
            class: `ck-btn ck-loadimage`,
            onClick: () => i(!0),
            children: n(`loadImage`, { host: rs(e.src) }),
          })
        : a
          ? W(`span`, { class: `ck-broken`, children: e.alt || n(`image`) })
          : W(`img`, {
              src: e.src,
              alt: e.alt,
              loading: `lazy`,
              decoding: `async`,
              referrerpolicy: `no-referrer`,
              onError: () => o(!0),
            });
  }
  function Mu() {
    let { chat: e, t } = K(),
      { composer: n } = e,
      r = n.chips.value;
    return r.length
      ? W(`ul`, {
          class: `ck-chips`,
          children: r.map((e) =>
            W(
              `li`,
              {
                class: `ck-chip ck-chip-${e.state}`,
                children: [
                  e.previewUrl ? W(`img`, { src: e.previewUrl, alt: `` }) : W(G, { name: `document`, size: 18 }),
                  W(`span`, { class: `ck-chip-name`, dir: `auto`, title: e.name, children: e.name }),
                  e.state === `uploading`
                    ? W(`span`, {
                        role: `img`,
                        "aria-label": t(`uploading`),
                        children: W(G, { name: `lucide:loader-circle`, size: 14, class: `ck-spin` }),
                      })
                    : null,
                  e.state === `failed`
                    ? W(`button`, {
                        type: `button`,
                        class: `ck-btn ck-chip-retry`,
                        title: t(`uploadFailed`),
                        onClick: () => n.retryUpload(e.key),
                        children: t(`retry`),
                      })
                    : null,
                  W(`button`, {
                    type: `button`,
                    class: `ck-iconbtn ck-small`,
                    "aria-label": t(`removeFile`, { name: e.name }),
                    onClick: () => n.removeChip(e.key),
                    children: W(G, { name: `close`, size: 14 }),
                  }),
                ],
              },
              e.key,
            ),
          ),
        })
      : null;
  }
  var Nu = [`audio/webm;codecs=opus`, `audio/mp4`, `audio/ogg;codecs=opus`];
  function Pu(e) {
    let { chat: t, t: n } = K(),
      r = L(null),
      [i, a] = F(0),
      [o, s] = F(!1),
      [c, l] = F(!1),
      u = L(!1);
    Ue(() => {
      let i = null,
        o = null,
        s,
        c = !1,
        f = () => {
          (clearInterval(s), i?.getTracks().forEach((e) => e.stop()), o?.state !== `closed` && o?.close());
        };
      return (
        (async () => {
          if (((i = await navigator.mediaDevices.getUserMedia({ audio: !0 })), c)) {
            f();
            return;
          }
          let e = Nu.find((e) => MediaRecorder.isTypeSupported(e)),
            t = [],
            n = (r.current = new MediaRecorder(i, e ? { mimeType: e } : {}));
          ((n.ondataavailable = (e) => t.push(e.data)),
            (n.onstop = () => {
              (f(), u.current && d(new Blob(t, { type: n.mimeType })));
            }),
            n.start(),
            l(!0),
            (o = new AudioContext()));
          let p = o.createAnalyser();
          ((p.fftSize = 256), o.createMediaStreamSource(i).connect(p));
          let m = new Uint8Array(p.fftSize);
          s = setInterval(() => {
            (p.getByteTimeDomainData(m), a(Math.max(...m.map((e) => Math.abs(e - 128))) / 128));
          }, 80);
        })().catch((r) => {
          (t.fail(r), t.toasts.say(n(`micDenied`)), e.onDone());
        }),
        () => {
          ((c = !0), r.current?.state === `recording` ? r.current.stop() : f());
        }
      );
    }, []);
    let d = async (r) => {
        try {
          let e = await t.api.json(`input.transcribe`, { audio_base64: await Fu(r), mime_type: r.type });
          f(e.text);
        } catch (e) {
          (t.fail(e), t.toasts.say(n(`dictationFailed`)));
        }
        (e.onDone(), requestAnimationFrame(() => e.field.current?.focus()));
      },
      f = (n) => {
        let { text: r } = t.composer,
          i = r.peek().text,
          a = e.field.current?.selectionStart ?? i.length,
          o = a > 0 && !/\s/.test(i[a - 1]) ? ` ` : ``;
        r.value = sn(r.peek(), i.slice(0, a) + o + n + i.slice(a)).draft;
      },
      p = (t) => {
        ((u.current = t), r.current?.state === `recording` && r.current.stop(), t ? s(!0) : e.onDone());
      };
    return W(`div`, {
      class: `ck-dictation`,
      role: `group`,
      "aria-label": n(`dictate`),
      children: [
        W(`span`, { class: `ck-rec`, "aria-hidden": `true` }),
        W(`meter`, { min: 0, max: 1, value: o ? 0 : i, "aria-label": n(`dictate`) }),
        W(`button`, {
          type: `button`,
          class: `ck-iconbtn`,
          "aria-label": n(`cancelDictation`),
          onClick: () => p(!1),
          children: W(G, { name: `close` }),
        }),
        W(`button`, {
          type: `button`,
          class: `ck-iconbtn`,
          "aria-label": n(`stopDictation`),
          disabled: o || !c,
          onClick: () => p(!0),
          children: W(G, { name: o ? `lucide:loader-circle` : `check`, class: o ? `ck-spin` : `` }),
        }),
      ],
    });
  }
  async function Fu(e) {
    let t = new Uint8Array(await e.arrayBuffer()),
      n = ``;
    for (let e = 0; e < t.length; e += 32768) n += String.fromCharCode(...t.subarray(e, e + 32768));
    return btoa(n);
  }
  function Iu(e) {
    let t = L(null),
      n = () => [...(t.current?.querySelectorAll(`button:not(:disabled)`) ?? [])];
    I(() => {
      (n().find((e) => e.getAttribute(`aria-checked`) === `true`) ?? n()[0])?.focus({ preventScroll: !0 });
    }, []);
    let r = (t) => {
        let r = n(),
          i = r.indexOf(t.target),
          a = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: r.length - 1 }[t.key];
        (t.key === `Tab` && e.onClose(), a !== void 0 && (t.preventDefault(), r[(a + r.length) % r.length]?.focus()));
      },
      i = e.items.some((e) => e.checked !== void 0);
    return W(_o, {
      anchor: e.anchor,
      class: `ck-menu`,
      side: e.side ?? `bottom-end`,
      role: `menu`,
      label: e.label,
      onClose: e.onClose,
      children: W(`div`, {
        ref: t,
        onKeyDown: r,
        role: `presentation`,
        children: e.items.map((t) =>
          W(
            `button`,
            {
              type: `button`,
              role: i ? `menuitemradio` : `menuitem`,
              "aria-checked": i ? t.checked === !0 : void 0,
              class: t.danger ? `ck-menuitem ck-danger` : `ck-menuitem`,
              disabled: t.disabled,
              tabIndex: -1,
              onClick: () => {
                (e.onClose(), e.onPick(t.id));
              },
              children: [
                t.icon ? W(G, { name: t.icon, size: 16 }) : null,
                W(`span`, {
                  class: `ck-menutext`,
                  children: [
                    W(`span`, { dir: `auto`, children: t.label }),
                    t.description ? W(`small`, { dir: `auto`, children: t.description }) : null,
                  ],
                }),
                t.checked ? W(G, { name: `check`, size: 16 }) : null,
              ],
            },
            t.id,
          ),
        ),
      }),
    });
  }
  function Lu(e, t, n) {
    let { chat: r, t: i } = K(),
      [a, o] = F(null),
      s = L(void 0),
      c = L(0),
      { composer: l } = r,
      u = () => {
        (c.current++, clearTimeout(s.current), o(null));
      },
      d = () => e.current?.selectionStart ?? 0,
      f = (n, r) => {
        let i = {
            id: n.id,
            text: n.title,
            data: n.data ?? {},
            ...(n.group ? { group: n.group } : {}),
            interactive: n.interactive === !0,
          },
          a = Math.max(r, d());
        ((l.text.value = cn(l.text.peek(), r, a, i)), (t.current = r + i.text.length + 2), e.current?.focus(), u());
      },
      p = (e) => {
        let { text: t, tags: n } = l.text.peek(),
          r = t.slice(0, e) + t.slice(Math.max(e, d()));
        l.text.value = { text: r, tags: n.filter((t) => t.end <= e) };
      },
      m = (e, t) => ({
        ...e,
        pick: () => {
          let { onSelect: n } = r.options.peek().commands ?? {};
          Promise.resolve()
            .then(() => n?.(e))
            .then((e) => {
              e?.type === `entity`
                ? f(e.entity, t)
                : e?.type === `menu`
                  ? o({ kind: `/`, start: t, at: 0, choices: e.commands.map((e) => m(e, t)) })
                  : (p(t), u());
            })
            .catch((e) => {
              (r.fail(e), u());
            });
        },
      }),
      h = (e, t) => {
        let a = (e) => () => {
          (p(t), u(), e());
        };
        return [
          ...(n.attach ? [{ id: `:attach`, label: i(`attach`), icon: `lucide:paperclip`, pick: a(n.attach) }] : []),
          ...Sn(r.options.peek()).map((e) => ({
            id: `:${e.id}`,
            label: e.label,
            icon: e.icon,
            pick: a(() => l.selectTool(e.id)),
          })),
          ...(n.dictate ? [{ id: `:dictate`, label: i(`dictate`), icon: `lucide:mic`, pick: a(n.dictate) }] : []),
        ].filter((t) => t.label.toLowerCase().includes(e.toLowerCase()));
      },
      g = (e, t, n) => {
        clearTimeout(s.current);
        let i = ++c.current,
          a = (n) => {
            i === c.current && o({ kind: e, start: t, choices: n, at: 0 });
          },
          l = r.options.peek(),
          u = e === `/` ? h(n, t) : [];
        (e === `/` && a(u),
          (s.current = setTimeout(() => {
            let i = e === `@` ? l.entities?.onTagSearch?.(n) : l.commands?.onSearch?.(n);
            Promise.resolve(i)
              .then((e) => {
                let n = (e ?? []).map((e) => (`title` in e ? { ...e, label: e.title, pick: () => f(e, t) } : m(e, t)));
                a([...u, ...n]);
              })
              .catch((e) => {
                (r.fail(e), a(u));
              });
          }, U.tagSearchDelayMs)));
      };
    return {
      open: a,
      close: u,
      closeSoon: () => setTimeout(() => a && u(), 150),
      changed: () => {
        let t = r.options.peek(),
          n = e.current?.value.slice(0, d()) ?? ``,
          i = l.text.peek().tags.some((e) => d() > e.start && d() <= e.end),
          o = t.entities?.onTagSearch && !i ? /(?:^|\s)@([^\s@]*)$/.exec(n) : null,
          s = t.commands?.enabled ? /(?:^|\n)\/([^\s/]*)$/.exec(n) : null,
          c = o ? `@` : `/`,
          f = o?.[1] ?? s?.[1];
        f === void 0 ? a && u() : g(c, n.length - f.length - 1, f);
      },
      keys: (e) => {
        if (!a || so(e)) return !1;
        let { choices: t, at: n } = a,
          r = { ArrowDown: 1, ArrowUp: -1 }[e.key];
        if (e.key === `Escape`) u();
        else if (r && t.length) o({ ...a, at: (n + r + t.length) % t.length });
        else if ((e.key === `Enter` || e.key === `Tab`) && t[n]) t[n].pick();
        else return !1;
        return (e.preventDefault(), e.stopPropagation(), !0);
      },
      start: (n) => {
        let { text: r, tags: i } = l.text.peek(),
          a = `${r}${r && !/\s$/.test(r) ? ` ` : ``}${n}`;
        ((l.text.value = { text: a, tags: i }), (t.current = a.length), e.current?.focus(), g(n, a.length - 1, ``));
      },
      aria: a
        ? {
            "aria-haspopup": `listbox`,
            "aria-controls": `ck-suggest`,
            "aria-autocomplete": `list`,
            "aria-activedescendant": a.choices.length ? `ck-choice-${a.at}` : void 0,
          }
        : {},
    };
  }
  function Ru(e) {
    let { t } = K(),
      { open: n, close: r } = e.suggest;
    if (!n) return null;
    let i;
    return W(_o, {
      anchor: e.anchor,
      class: `ck-menu`,
      side: `top-start`,
      role: `listbox`,
      id: `ck-suggest`,
      label: t(n.kind === `@` ? `mention` : `commands`),
      onClose: r,
      children: [
        n.choices.length ? null : W(`p`, { class: `ck-muted ck-pad`, children: t(`noMatches`) }),
        n.choices.map((e, t) => {
          let r =
            e.group && e.group !== i ? W(`div`, { class: `ck-group`, role: `presentation`, children: e.group }) : null;
          return (
            (i = e.group),
            W(M, {
              children: [
                r,
                W(
                  `div`,
                  {
                    id: `ck-choice-${t}`,
                    role: `option`,
                    "aria-selected": t === n.at,
                    class: t === n.at ? `ck-menuitem ck-at` : `ck-menuitem`,
                    onMouseDown: (t) => {
                      (t.preventDefault(), e.pick());
                    },
                    children: [
                      e.icon ? W(G, { name: e.icon, size: 16 }) : null,
                      W(`span`, {
                        class: `ck-menutext`,
                        children: [
                          W(`span`, { dir: `auto`, children: e.label }),
                          e.description ? W(`small`, { dir: `auto`, children: e.description }) : null,
                        ],
                      }),
                    ],
                  },
                  e.id,
                ),
              ],
            })
          );
        }),
      ],
    });
  }
  function zu() {
    let { chat: e, t } = K(),
      { composer: n } = e,
      r = e.options.value,
      { thread: i } = e.state.value,
      a = L(null),
      o = L(null),
      s = L(null),
      [c, l] = F(!1),
      [u, d] = F(!1),
      f = n.text.value,
      p = i?.status?.type === `locked`,
      m = Sn(r).find((e) => e.id === n.toolId.value),
      h = Tn(r),
      g = i?.status && `reason` in i.status ? i.status.reason : null,
      _ = p ? g || t(`lockedReason`) : m?.placeholderOverride || r.composer?.placeholder || t(`placeholder`),
      v = r.entities?.onTagSearch && r.entities.showComposerMenu,
      y = !v && !m && !c && !Sn(r).length && !Cn(r).length,
      b = Lu(a, s, { attach: h ? () => o.current?.click() : null, dictate: En(r) ? () => l(!0) : null }),
      x = (n, r) => e.toasts.say(t(n, { name: r }));
    if (
      (I(() => Ku(a.current), [f.text]),
      I(() => {
        n.focusAsked.value && a.current?.focus();
      }, [n.focusAsked.value]),
      I(() => {
        (s.current !== null && a.current?.setSelectionRange(s.current, s.current), (s.current = null));
      }, [f]),
      i?.status?.type === `closed`)
    )
      return W(`div`, {
        class: `ck-composer`,
        part: `composer`,
        children: [
          W(`div`, {
            class: `ck-closed`,
            role: `status`,
            dir: `auto`,
            children: [W(G, { name: `info`, size: 18 }), ` `, g || t(`closedReason`)],
          }),
          W(Gu, {}),
        ],
      });
    let S = (e) => {
        let t = sn(n.text.peek(), e.target.value);
        ((n.text.value = t.draft), (s.current = t.caret), b.changed());
      },
      C = (e) => {
        b.keys(e) || (co(e) && !e.shiftKey && (e.preventDefault(), n.submit()));
      },
      w = (e) => {
        let t = [...(e ?? [])];
        return (t.length && h && n.addFiles(t, x), t.length > 0 && h);
      };
    return W(`form`, {
      class: u ? `ck-composer ck-dropping` : `ck-composer`,
      part: `composer`,
      onSubmit: (e) => {
        (e.preventDefault(), n.submit());
      },
      onDragOver: (e) => {
        h && e.dataTransfer?.types.includes(`Files`) && (e.preventDefault(), d(!0));
      },
      onDragLeave: () => d(!1),
      onDrop: (e) => {
        (d(!1), w(e.dataTransfer?.files) && e.preventDefault());
      },
      children: [
        W(Ru, { suggest: b, anchor: a }),
        W(`div`, {
          class: y ? `ck-field ck-oneline` : `ck-field`,
          "data-locked": p || void 0,
          children: [
            u ? W(`div`, { class: `ck-drop`, children: t(`dropHere`) }) : null,
            n.quote.value
              ? W(`div`, {
                  class: `ck-draftquote`,
                  children: [
                    W(G, { name: `lucide:quote`, size: 14 }),
                    W(`span`, { dir: `auto`, children: n.quote.value }),
                    W(`button`, {
                      type: `button`,
                      class: `ck-iconbtn ck-small`,
                      "aria-label": t(`removeQuote`),
                      onClick: () => (n.quote.value = ``),
                      children: W(G, { name: `close`, size: 14 }),
                    }),
                  ],
                })
              : null,
            W(Mu, {}),
            c ? W(Pu, { field: a, onDone: () => l(!1) }) : null,
            y ? W(Bu, { files: w, picker: o, locked: p }) : null,
            W(`div`, {
              class: `ck-textbox`,
              hidden: c,
              children: [
                W(`div`, { class: `ck-mirrortext`, "aria-hidden": `true`, dir: `auto`, children: W(Wu, {}) }),
                W(`textarea`, {
                  ref: a,
                  rows: 1,
                  dir: `auto`,
                  value: f.text,
                  placeholder: _,
                  "aria-label": t(`message`),
                  disabled: p,
                  enterkeyhint: `send`,
                  autocomplete: `off`,
                  ...b.aria,
                  onInput: S,
                  onKeyDown: C,
                  onSelect: () => b.changed(),
                  onBlur: () => b.closeSoon(),
                  onPaste: (e) => {
                    w(e.clipboardData?.files) && e.preventDefault();
                  },
                }),
              ],
            }),
            W(`div`, {
              class: `ck-bar`,
              children: [
                y ? null : W(Bu, { files: w, picker: o, locked: p }),
                W(Hu, {}),
                v
                  ? W(`button`, {
                      type: `button`,
                      class: `ck-iconbtn`,
                      "aria-label": t(`mention`),
                      disabled: p,
                      onClick: () => b.start(`@`),
                      children: W(G, { name: `lucide:at-sign` }),
                    })
                  : null,
                m
                  ? W(`button`, {
                      type: `button`,
                      class: `ck-toolchip`,
                      "aria-label": t(`clearTool`, { name: m.label }),
                      onClick: () => n.selectTool(null),
                      children: [
                        W(G, { name: m.icon, size: 16 }),
                        ` `,
                        m.shortLabel ?? m.label,
                        ` `,
                        W(G, { name: `close`, size: 14 }),
                      ],
                    })
                  : null,
                W(`span`, { class: `ck-grow` }),
                W(Uu, {}),
                En(r) && !c
                  ? W(`button`, {
                      type: `button`,
                      class: `ck-iconbtn`,
                      "aria-label": t(`dictate`),
                      title: t(`dictate`),
                      disabled: p,
                      onClick: () => l(!0),
                      children: W(G, { name: `lucide:mic` }),
                    })
                  : null,
                W(Vu, {}),
              ],
            }),
          ],
        }),
        W(Gu, {}),
      ],
    });
  }
  function Bu(e) {
    let { chat: t, t: n } = K(),
      r = t.options.value;
    return Tn(r)
      ? W(M, {
          children: [
            W(`input`, {
              ref: e.picker,
              type: `file`,
              hidden: !0,
              multiple: !0,
              accept: qu(r.composer?.attachments?.accept),
              onChange: (t) => {
                (e.files(t.currentTarget.files), (t.currentTarget.value = ``));
              },
            }),
            W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-attach`,
              "aria-label": n(`attach`),
              title: n(`attach`),
              disabled: e.locked,
              onClick: () => e.picker.current?.click(),
              children: W(G, { name: `lucide:paperclip` }),
            }),
          ],
        })
      : null;
  }
  function Vu() {
    let { chat: e, t } = K(),
      { phase: n, allowCancel: r } = e.state.value;
    return n !== `responding` && n !== `tool`
      ? W(`button`, {
          type: `submit`,
          class: `ck-send`,
          "aria-label": t(`send`),
          title: t(`send`),
          disabled: !e.composer.ready.value,
          children: W(G, { name: `lucide:arrow-up`, size: 20 }),
        })
      : r || e.silent.value || n === `tool`
        ? W(`button`, {
            type: `button`,
            class: `ck-send`,
            "aria-label": t(`stop`),
            title: t(`stop`),
            onClick: () => e.stop(),
            children: W(`svg`, {
              width: `14`,
              height: `14`,
              viewBox: `0 0 14 14`,
              "aria-hidden": `true`,
              children: W(`rect`, { width: `14`, height: `14`, rx: `3`, fill: `currentColor` }),
            }),
          })
        : W(`span`, {
            class: `ck-send ck-waiting`,
            role: `img`,
            "aria-label": t(`waiting`),
            children: W(G, { name: `lucide:loader-circle`, size: 18, class: `ck-spin` }),
          });
  }
  function Hu() {
    let { chat: e, t } = K(),
      n = L(null),
      [r, i] = F(!1),
      a = Sn(e.options.value);
    if (!a.length) return null;
    let { toolId: o } = e.composer,
      s = a.filter((e) => !e.pinned),
      c = s.map((e) => ({ id: e.id, label: e.label, icon: e.icon, checked: o.value === e.id }));
    return W(M, {
      children: [
        s.length
          ? W(`button`, {
              ref: n,
              type: `button`,
              class: `ck-iconbtn`,
              "aria-label": t(`tools`),
              title: t(`tools`),
              "aria-haspopup": `menu`,
              "aria-expanded": r,
              onClick: () => i(!r),
              children: W(G, { name: `plus` }),
            })
          : null,
        r
          ? W(Iu, {
              anchor: n,
              items: c,
              side: `top-start`,
              label: t(`tools`),
              onPick: (t) => e.composer.selectTool(o.peek() === t ? null : t),
              onClose: () => i(!1),
            })
          : null,
        a
          .filter((e) => e.pinned && e.id !== o.value)
          .map((t) =>
            W(
              `button`,
              {
                type: `button`,
                class: `ck-iconbtn`,
                "aria-label": t.label,
                title: t.label,
                onClick: () => e.composer.selectTool(t.id),
                children: W(G, { name: t.icon }),
              },
              t.id,
            ),
          ),
      ],
    });
  }
  function Uu() {
    let { chat: e, t } = K(),
      n = L(null),
      [r, i] = F(!1),
      a = Cn(e.options.value);
    if (!a.length) return null;
    let { modelId: o } = e.composer,
      s = a.find((e) => e.id === o.value),
      c = a.map((e) => ({ ...e, checked: e.id === o.value }));
    return W(M, {
      children: [
        W(`button`, {
          ref: n,
          type: `button`,
          class: `ck-model`,
          "aria-label": `${t(`model`)}: ${s?.label ?? ``}`,
          "aria-haspopup": `menu`,
          "aria-expanded": r,
          onClick: () => i(!r),
          children: [s?.label ?? t(`model`), ` `, W(G, { name: `lucide:chevron-down`, size: 14 })],
        }),
        r
          ? W(Iu, {
              anchor: n,
              items: c,
              side: `top-end`,
              label: t(`model`),
              onPick: (t) => e.composer.selectModel(t),
              onClose: () => i(!1),
            })
          : null,
      ],
    });
  }
  function Wu() {
    let { chat: e } = K(),
      { text: t, tags: n } = e.composer.text.value,
      r = 0;
    return W(M, {
      children: [
        ...n.flatMap((e) => {
          let n = t.slice(r, e.start);
          return ((r = e.end), [n, W(`mark`, { children: t.slice(e.start, e.end) }, e.start)]);
        }),
        `${t.slice(r)}\u200b`,
      ],
    });
  }
  function Gu() {
    let { chat: e } = K(),
      { disclaimer: t } = e.options.value;
    return t?.text
      ? W(`div`, {
          class: t.highContrast ? `ck-disclaimer ck-strong` : `ck-disclaimer`,
          children: W(_u, { text: t.text }),
        })
      : null;
  }
  function Ku(e) {
    e &&
      (e.style.setProperty(`height`, `auto`),
      e.value && e.style.setProperty(`height`, `${Math.min(e.scrollHeight, 240)}px`));
  }
  function qu(e) {
    let t = Object.entries(e ?? {}).flatMap(([e, t]) => [e, ...t]);
    return t.length ? t.join(`,`) : void 0;
  }
  function Ju() {
    let { chat: e, t } = K(),
      n = e.options.value,
      { header: r } = n,
      { thread: i, phase: a } = e.state.value,
      o = r?.title?.text || i?.title || t(`newChat`),
      s = a === `responding` || a === `tool`;
    return W(`header`, {
      class: `ck-header`,
      part: `header`,
      children: [
        r?.leftAction ? W(Yu, { ...r.leftAction }) : null,
        r?.title?.enabled === !1
          ? W(`span`, { class: `ck-title` })
          : W(`h2`, { class: `ck-title`, title: o, children: W(`bdi`, { children: o }) }),
        i || e.state.value.items.length || e.loadError.value
          ? W(`button`, {
              type: `button`,
              class: `ck-iconbtn`,
              "aria-label": t(`newChat`),
              title: t(`newChat`),
              disabled: s,
              onClick: () => void e.open(null).then(() => e.composer.focus()),
              children: W(G, { name: `compose` }),
            })
          : null,
        xn(n)
          ? W(`button`, {
              type: `button`,
              class: `ck-iconbtn`,
              "aria-label": t(`history`),
              title: t(`history`),
              "aria-expanded": e.history.open.value,
              disabled: s,
              onClick: () => (e.history.open.value ? e.history.hide() : e.history.show()),
              children: W(G, { name: `history` }),
            })
          : null,
        r?.rightAction ? W(Yu, { ...r.rightAction }) : null,
      ],
    });
  }
  function Yu(e) {
    let { chat: t } = K(),
      n = Xu(e.icon);
    return W(`button`, {
      type: `button`,
      class: `ck-iconbtn`,
      "aria-label": n,
      title: n,
      onClick: () => {
        try {
          e.onClick();
        } catch (e) {
          t.fail(e);
        }
      },
      children: W(G, { name: e.icon }),
    });
  }
  function Xu(e) {
    let t = e.replace(/^[a-z]+:/, ``).replace(/-/g, ` `);
    return t.charAt(0).toUpperCase() + t.slice(1);
  }
  function Zu(e) {
    let { t } = K(),
      n = Ge(ti),
      r = L(null);
    return (
      uo(n.host, e.onClose),
      fo(n.host, r),
      I(() => r.current?.querySelector(`[data-first]`)?.focus(), []),
      oo(
        W(`div`, {
          class: `ck-modal`,
          onClick: (t) => t.target === t.currentTarget && e.onClose(),
          children: W(`div`, {
            class: e.children ? `ck-dialog ck-dialog-wide` : `ck-dialog`,
            role: `dialog`,
            "aria-modal": `true`,
            "aria-label": e.title,
            tabIndex: -1,
            ref: r,
            onKeyDown: (e) => {
              if (e.key !== `Tab`) return;
              let t = [...r.current.querySelectorAll(`button, a[href]`)],
                n = t.indexOf(e.target);
              (e.preventDefault(), (e.shiftKey ? t.at(Math.max(n, 0) - 1) : t[(n + 1) % t.length])?.focus());
            },
            children: [
              e.children
                ? W(`button`, {
                    type: `button`,
                    "data-first": !0,
                    class: `ck-iconbtn ck-dialog-x`,
                    "aria-label": t(`close`),
                    onClick: e.onClose,
                    children: W(G, { name: `close` }),
                  })
                : W(`h3`, { children: e.title }),
              e.text ? W(`p`, { children: e.text }) : null,
              e.children,
              e.confirm
                ? W(`div`, {
                    class: `ck-dialog-foot`,
                    children: [
                      W(`button`, {
                        type: `button`,
                        class: `ck-btn`,
                        "data-first": !0,
                        onClick: e.onClose,
                        children: t(`cancel`),
                      }),
                      W(`button`, {
                        type: `button`,
                        class: `ck-btn ck-btn-danger`,
                        onClick: () => {
                          (e.onClose(), e.onConfirm?.());
                        },
                        children: e.confirm,
                      }),
                    ],
                  })
                : null,
            ],
          }),
        }),
        n.host.shadowRoot.querySelector(`.ck-layers`),
      )
    );
  }
  function Qu() {
    let { chat: e } = K();
    return e.history.open.value ? W($u, {}) : null;
  }
  function $u() {
    let { chat: e, t, host: n } = K(),
      { history: r } = e,
      i = L(null),
      a = () => r.hide(),
      o = e.state.value.phase === `responding` || e.state.value.phase === `tool`,
      s = r.rows.value;
    return (
      uo(n, a),
      po(n, i),
      fo(n, i),
      I(() => i.current?.querySelector(`button`)?.focus(), []),
      I(() => {
        mo() && i.current?.focus();
      }, [s.length]),
      W(M, {
        children: [
          W(`div`, { class: `ck-scrim`, onClick: a }),
          W(`div`, {
            class: `ck-history`,
            role: `dialog`,
            "aria-label": t(`history`),
            tabIndex: -1,
            ref: i,
            children: [
              W(`div`, {
                class: `ck-history-head`,
                children: [
                  W(`h2`, { children: t(`history`) }),
                  W(`button`, {
                    type: `button`,
                    class: `ck-iconbtn`,
                    "aria-label": t(`closeHistory`),
                    onClick: a,
                    children: W(G, { name: `close` }),
                  }),
                ],
              }),
              W(`div`, {
                class: `ck-history-list`,
                onScroll: (e) => {
                  let t = e.currentTarget;
                  t.scrollHeight - t.scrollTop - t.clientHeight < 200 && r.more();
                },
                children: [
                  r.error.value
                    ? W(`div`, {
                        class: `ck-inline-error`,
                        role: `alert`,
                        children: [
                          W(`span`, { children: r.error.value }),
                          W(`button`, {
                            type: `button`,
                            class: `ck-btn`,
                            onClick: () => void r.reload(),
                            children: t(`retry`),
                          }),
                        ],
                      })
                    : null,
                  !s.length && !r.loading.value && !r.error.value
                    ? W(`p`, { class: `ck-muted ck-pad`, children: t(`noHistory`) })
                    : null,
                  W(`ul`, {
                    children: s.map((t) => W(ed, { row: t, active: t.id === e.threadId, disabled: o }, t.id)),
                  }),
                  r.loading.value ? W(`p`, { class: `ck-muted ck-pad`, role: `status`, children: t(`loading`) }) : null,
                  r.hasMore.value && !r.loading.value
                    ? W(`button`, {
                        type: `button`,
                        class: `ck-btn ck-more`,
                        onClick: () => void r.more(),
                        children: t(`loadMore`),
                      })
                    : null,
                ],
              }),
            ],
          }),
        ],
      })
    );
  }
  function ed(e) {
    let { chat: t, t: n, locale: r } = K(),
      { row: i } = e,
      a = t.options.value.history,
      [o, s] = F(`plain`),
      c = L(null),
      l = L(!1);
    I(() => {
      (o !== `rename` && l.current && c.current?.focus(), (l.current = o === `rename`));
    }, [o]);
    let u = i.title || n(`untitled`),
      d = [
        ...(a?.showRename === !1 ? [] : [{ id: `rename`, label: n(`rename`), icon: `lucide:pencil` }]),
        ...(a?.showDelete === !1 ? [] : [{ id: `delete`, label: n(`delete`), icon: `lucide:trash-2`, danger: !0 }]),
      ];
    return o === `rename`
      ? W(td, { row: i, done: () => s(`plain`) })
      : W(`li`, {
          class: e.active ? `ck-history-row ck-active` : `ck-history-row`,
          children: [
            W(`button`, {
              type: `button`,
              class: `ck-history-open`,
              disabled: e.disabled,
              "aria-current": e.active || void 0,
              onClick: () => {
                (t.history.hide(), t.open(i.id).catch(() => void 0));
              },
              children: [
                W(`span`, { class: `ck-history-title`, dir: `auto`, children: u }),
                i.created_at ? W(`small`, { children: nd(i.created_at, r) }) : null,
              ],
            }),
            d.length
              ? W(`button`, {
                  ref: c,
                  type: `button`,
                  class: `ck-iconbtn ck-small`,
                  "aria-label": n(`moreFor`, { title: u }),
                  "aria-haspopup": `menu`,
                  "aria-expanded": o === `menu`,
                  onClick: () => s(o === `menu` ? `plain` : `menu`),
                  children: W(G, { name: `dots-horizontal`, size: 18 }),
                })
              : null,
            o === `menu`
              ? W(Iu, {
                  anchor: c,
                  items: d,
                  label: n(`moreFor`, { title: u }),
                  onPick: (e) => s(e),
                  onClose: () => s(`plain`),
                })
              : null,
            o === `delete`
              ? W(Zu, {
                  title: n(`deleteTitle`),
                  text: n(`deleteText`, { title: u }),
                  confirm: n(`delete`),
                  onClose: () => s(`plain`),
                  onConfirm: () => void t.history.remove(i.id),
                })
              : null,
          ],
        });
  }
  function td(e) {
    let { chat: t, t: n, host: r } = K(),
      i = L(null),
      a = L(!1);
    I(() => {
      (i.current?.focus(), i.current?.select());
    }, []);
    let o = (n) => {
      a.current || ((a.current = !0), n && n !== e.row.title && t.history.rename(e.row.id, n), e.done());
    };
    uo(r, () => o(void 0));
    let s = () => o(i.current?.value.trim());
    return W(`li`, {
      class: `ck-history-row`,
      children: W(`input`, {
        ref: i,
        class: `ck-rename`,
        "aria-label": n(`title`),
        defaultValue: e.row.title ?? ``,
        maxLength: 200,
        onKeyDown: (e) => {
          co(e) && (e.preventDefault(), s());
        },
        onBlur: s,
      }),
    });
  }
  function nd(e, t) {
    let n = /[zZ]|[+-]\d\d:?\d\d$/.test(e) ? e : `${e}Z`,
      r = (Date.parse(n) - Date.now()) / 1e3;
    if (!Number.isFinite(r)) return ``;
    let i = new Intl.RelativeTimeFormat(t, { numeric: `auto`, style: `short` }),
      a = Math.min(0, r);
    return a > -3600
      ? i.format(Math.round(a / 60), `minute`)
      : a > -86400
        ? i.format(Math.round(a / 3600), `hour`)
        : i.format(Math.round(a / 86400), `day`);
  }
  function rd() {
    let { chat: e, t } = K(),
      n = e.loadError.value,
      r = n.error instanceof fn ? n.error.status : 0,
      i = r === 401 || r === 403,
      a = n.error instanceof fn ? n.error.detail : void 0;
    return W(`div`, {
      class: `ck-panel`,
      role: `alert`,
      children: [
        W(G, { name: `lucide:circle-alert`, size: 28 }),
        W(`p`, { children: t(i ? `unauthorised` : `failedLoad`) }),
        a ? W(`p`, { class: `ck-muted`, children: a }) : null,
        W(`div`, {
          class: `ck-row`,
          children: [
            i || r === 404
              ? null
              : W(`button`, {
                  type: `button`,
                  class: `ck-btn`,
                  onClick: () => void e.load(n.threadId).catch(() => void 0),
                  children: t(`retry`),
                }),
            W(`button`, {
              type: `button`,
              class: `ck-btn ck-btn-solid`,
              onClick: () => void e.open(null),
              children: t(`newChat`),
            }),
          ],
        }),
      ],
    });
  }
  var id = 0.6;
  function ad() {
    let { chat: e, host: t, t: n } = K(),
      r = e.taps.slip.value,
      i = r?.itemId ?? ``,
      a = r?.slip.state === `open` && r.slip.legs.size > 0,
      [o, s] = F(!1);
    if ((I(() => (a ? sd(t, i, s) : void 0), [t, i, a]), !a || o)) return null;
    let { summary: c, spoken: l, stake: u } = r.slip;
    return W(`div`, {
      class: `ck-slipbar`,
      part: `slip-bar`,
      role: `region`,
      "aria-label": n(`slip`),
      children: [
        W(`span`, { class: `ck-slipbar-icon`, children: W(G, { name: `lucide:ticket`, size: 18 }) }),
        W(`span`, { class: `ck-slipbar-text`, "aria-hidden": `true`, children: W(`bdi`, { children: c }) }),
        W(`span`, { class: `ck-hidden`, children: l }),
        W(`button`, {
          type: `button`,
          class: `ck-slipbar-open`,
          onClick: () => cd(t, i, u?.field),
          children: n(`open`),
        }),
      ],
    });
  }
  function od(e, t) {
    return e.shadowRoot.querySelector(`.ck-widget[data-item="${CSS.escape(t)}"]`);
  }
  function sd(e, t, n) {
    n(!1);
    let r = od(e, t),
      i = e.shadowRoot.querySelector(`.ck-thread`);
    if (!r || !i) return () => void 0;
    let a = Array.from({ length: 11 }, (e, t) => t / 10),
      o = new IntersectionObserver(
        (e) => {
          let { intersectionRect: t, boundingClientRect: r, rootBounds: i } = e.at(-1),
            a = Math.min(r.height, i?.height ?? 1 / 0);
          n(t.height > 0 && t.height >= id * a);
        },
        { root: i, threshold: a },
      );
    return (o.observe(r), () => o.disconnect());
  }
  function cd(e, t, n) {
    let r = od(e, t);
    if (!r) return;
    let i = matchMedia(`(prefers-reduced-motion: reduce)`).matches;
    (r.scrollIntoView({ block: `nearest`, behavior: i ? `instant` : `smooth` }),
      ((n ? r.querySelector(`input[name="${CSS.escape(n)}"]`) : null) ?? r).focus({ preventScroll: !0 }));
  }
  function ld() {
    let { chat: e, t } = K(),
      { startScreen: n } = e.options.value,
      r = (t) => {
        let n = typeof t.prompt == `string` ? void 0 : t.prompt,
          r = typeof t.prompt == `string` ? t.prompt : void 0;
        e.composer.sendNow({ text: r, content: n }).catch(() => void 0);
      };
    return W(`div`, {
      class: `ck-start`,
      children: W(`div`, {
        class: `ck-start-in`,
        children: [
          W(`h3`, { class: `ck-greeting`, dir: `auto`, children: n?.greeting || t(`greeting`) }),
          n?.prompts?.length
            ? W(`ul`, {
                class: `ck-prompts`,
                children: n.prompts.map((e, t) =>
                  W(
                    `li`,
                    {
                      children: W(`button`, {
                        type: `button`,
                        class: `ck-prompt`,
                        onClick: () => r(e),
                        children: [
                          e.icon ? W(G, { name: e.icon, size: 18 }) : null,
                          W(`span`, { dir: `auto`, children: e.label }),
                        ],
                      }),
                    },
                    t,
                  ),
                ),
              })
            : null,
        ],
      }),
    });
  }
  var ud = { picked: [], other: ``, skipped: !1 };
  function dd(e) {
    let { chat: t, t: n, host: r } = K(),
      { item: i } = e,
      [a, o] = F(0),
      [s, c] = F({}),
      l = L(null),
      u = i.inputs[a];
    if (
      (I(() => {
        (r.shadowRoot.activeElement || mo()) && l.current?.querySelector(`input, textarea`)?.focus();
      }, [a]),
      !u)
    )
      return null;
    let d = s[u.id] ?? ud,
      f = t.phase.value !== `idle`,
      p = a === i.inputs.length - 1,
      m = (e) => c({ ...s, [u.id]: { ...d, skipped: !1, ...e } }),
      h = (e) => {
        let n = Object.fromEntries(
          i.inputs.map(({ id: t }) => {
            let n = fd(e[t] ?? ud);
            return [t, { values: n, skipped: (e[t]?.skipped ?? !1) || !n.length }];
          }),
        );
        t.submitStructured(i.id, { status: `answered`, answers: n });
      },
      g = (e = s) => (p ? h(e) : o(a + 1)),
      _ = () => {
        let e = { ...s, [u.id]: { ...ud, skipped: !0 } };
        (c(e), g(e));
      },
      v = (e) => {
        u.multiple
          ? m({ picked: d.picked.includes(e) ? d.picked.filter((t) => t !== e) : [...d.picked, e] })
          : m({ picked: [e], other: `` });
      };
    return W(`form`, {
      class: `ck-composer ck-structured`,
      part: `composer`,
      ref: l,
      "aria-label": n(`question`, { n: a + 1, total: i.inputs.length }),
      onSubmit: (e) => {
        (e.preventDefault(), !f && fd(d).length && g());
      },
      children: W(`div`, {
        class: `ck-field`,
        children: [
          W(`fieldset`, {
            disabled: f,
            children: [
              W(`legend`, {
                dir: `auto`,
                children: [
                  i.inputs.length > 1 ? W(`small`, { children: [a + 1, `/`, i.inputs.length, ` `] }) : null,
                  u.question,
                ],
              }),
              u.description ? W(`p`, { class: `ck-muted`, dir: `auto`, children: u.description }) : null,
              u.type === `multiple_choice`
                ? W(`div`, {
                    class: `ck-choices`,
                    children: [
                      (u.options ?? []).map((e) =>
                        W(
                          `label`,
                          {
                            class: `ck-choice`,
                            children: [
                              W(`input`, {
                                type: u.multiple ? `checkbox` : `radio`,
                                name: `ck-q-${u.id}`,
                                checked: d.picked.includes(e.value),
                                onChange: () => v(e.value),
                              }),
                              W(`span`, { dir: `auto`, children: e.value }),
                            ],
                          },
                          e.value,
                        ),
                      ),
                      W(`label`, {
                        class: `ck-choice ck-choice-other`,
                        children: [
                          W(`span`, { children: n(`other`) }),
                          W(`input`, {
                            type: `text`,
                            value: d.other,
                            "aria-label": `${n(`other`)}: ${u.question}`,
                            onInput: (e) => m({ other: e.currentTarget.value, ...(u.multiple ? {} : { picked: [] }) }),
                          }),
                        ],
                      }),
                    ],
                  })
                : W(`textarea`, {
                    rows: 3,
                    "aria-label": u.question,
                    placeholder: n(`yourAnswer`),
                    value: d.other,
                    onInput: (e) => m({ other: e.currentTarget.value }),
                  }),
            ],
          }),
          W(`div`, {
            class: `ck-structured-foot`,
            children: [
              W(`button`, {
                type: `button`,
                class: `ck-btn`,
                disabled: f,
                onClick: () => void t.submitStructured(i.id, { status: `skipped`, answers: {} }),
                children: n(`skipAll`),
              }),
              W(`span`, { class: `ck-grow` }),
              a > 0
                ? W(`button`, { type: `button`, class: `ck-btn`, onClick: () => o(a - 1), children: n(`back`) })
                : null,
              i.inputs.length > 1
                ? W(`button`, { type: `button`, class: `ck-btn`, disabled: f, onClick: _, children: n(`skip`) })
                : null,
              W(`button`, {
                type: `submit`,
                class: `ck-btn ck-btn-solid`,
                disabled: f || !fd(d).length,
                children: n(p ? `submit` : `next`),
              }),
            ],
          }),
        ],
      }),
    });
  }
  function fd(e) {
    let t = e.other.trim();
    return t ? [...e.picked, t] : e.picked;
  }
  function pd(e, t) {
    if (t === `loading`) return null;
    for (let t = e.length - 1; t >= 0; t--) {
      let { item: n, pending: r } = e[t];
      if (n.type !== `end_of_turn`) return n.type === `structured_input` && n.status === `pending` && !r ? n : null;
    }
    return null;
  }
  var md = [],
    hd = new WeakMap();
  function gd(e, t) {
    let n = e.professor_lock;
    if (!V(n) || !Array.isArray(n.numbers)) return md;
    let r = hd.get(n);
    return (r || ((r = _d(n.numbers)), hd.set(n, r)), r[t] ?? md);
  }
  function _d(e) {
    let t = [];
    for (let n of e.filter(V)) {
      let [e, r, i] = [Number(n.part), Number(n.start), Number(n.end)];
      if (![e, r, i].every(Number.isInteger) || e < 0 || e > 1e3 || i <= r) continue;
      let a = (t[e] ??= []);
      if (r < (a.at(-1)?.end ?? 0)) continue;
      let { state: o, source: s, as_of: c, card: l } = n;
      a.push({ start: r, end: i, state: H(o), source: H(s), asOf: H(c), card: H(l) });
    }
    return t;
  }
  function vd(e) {
    let { t } = K(),
      { workflow: n, pending: r } = e,
      [i, a] = F(null),
      o = i ?? n.expanded === !0,
      s = n.tasks ?? [],
      { summary: c } = n,
      l = [...s].reverse().find((e) => yd(e)),
      u =
        c?.title ??
        (c?.duration === void 0 ? null : t(`thoughtFor`, { n: c.duration })) ??
        (r ? ((l && yd(l)) ?? t(n.type === `reasoning` ? `reasoning` : `working`)) : t(`worked`));
    return W(`div`, {
      class: `ck-workflow`,
      "data-open": o,
      children: [
        W(`button`, {
          type: `button`,
          class: `ck-workflow-head`,
          "aria-expanded": o,
          onClick: () => a(!o),
          children: [
            W(G, { name: c?.icon ?? (n.type === `reasoning` ? `lucide:brain` : `sparkle`), size: 16 }),
            W(`span`, { class: r ? `ck-shimmer` : void 0, dir: `auto`, children: u }),
            W(G, { name: o ? `lucide:chevron-up` : `lucide:chevron-down`, size: 16 }),
          ],
        }),
        o
          ? W(`ul`, {
              children: s.map((e, t) => W(`li`, { children: W(xd, { task: e, pending: r && t === s.length - 1 }) }, t)),
            })
          : null,
      ],
    });
  }
  function yd(e) {
    return e.title ?? e.title_query ?? (e.type === `thought` ? void 0 : e.queries?.[0]);
  }
  var bd = { web_search: `globe`, thought: `lucide:brain`, file: `document`, image: `square-image` };
  function xd(e) {
    let { task: t, pending: n, alone: r } = e,
      i = t.status_indicator === `loading`,
      a = t.status_indicator === `complete`,
      o = t.icon ?? bd[t.type],
      s = yd(t);
    return W(`div`, {
      class: `ck-taskview`,
      children: [
        W(`span`, {
          class: `ck-status ${i && !r ? `ck-status-loading` : ``} ${a && !r ? `ck-status-done` : ``}`,
          "aria-hidden": `true`,
          children: o ? W(G, { name: o, size: 16 }) : null,
        }),
        W(`div`, {
          class: `ck-taskbody`,
          children: [
            s ? W(`span`, { class: n || i ? `ck-shimmer` : void 0, dir: `auto`, children: s }) : null,
            t.content
              ? W(`div`, {
                  class: t.type === `thought` ? `ck-thought` : void 0,
                  children: W(_u, { text: t.content, growing: n }),
                })
              : null,
            t.queries?.length
              ? W(`div`, {
                  class: `ck-queries`,
                  children: t.queries.map((e, t) =>
                    W(
                      `span`,
                      { class: `ck-query`, dir: `auto`, children: [W(G, { name: `search`, size: 12 }), ` `, e] },
                      t,
                    ),
                  ),
                })
              : null,
            t.sources?.length ? W(Sd, { sources: t.sources }) : null,
          ],
        }),
      ],
    });
  }
  function Sd(e) {
    return W(`ul`, {
      class: `ck-tasksources`,
      children: e.sources.map((e, t) => {
        let n = e.url ? ts(e.url) : null;
        return W(
          `li`,
          {
            children:
              n?.kind === `web`
                ? W(`a`, {
                    href: n.href,
                    target: `_blank`,
                    rel: `noopener noreferrer`,
                    title: e.title,
                    children: [e.title, ` `, W(`small`, { children: rs(e.url) })],
                  })
                : W(ls, { source: e }),
          },
          t,
        );
      }),
    });
  }
  function Cd(e) {
    let { t, chat: n } = K(),
      { entry: r } = e;
    return W(Do, {
      retryKey: r.item,
      onError: () => n.log(`item.failed`, { type: r.item.type }),
      fallback: () => W(`p`, { class: `ck-muted ck-cannot`, children: t(`noWidget`) }),
      children: W(wd, { entry: r }),
    });
  }
  function wd(e) {
    let { entry: t } = e,
      { item: n, pending: r } = t;
    switch (n.type) {
      case `user_message`:
        return W(Td, { entry: t, item: n });
      case `assistant_message`:
        return W(Dd, { item: n, pending: r });
      case `widget`:
        return W(Yo, { item: n });
      case `task`:
        return W(`div`, { class: `ck-workflow`, children: W(xd, { task: n.task, pending: r, alone: !0 }) });
      case `workflow`:
        return W(vd, { workflow: n.workflow, pending: r });
      case `generated_image`:
        return W(Od, { item: n, pending: r, progress: t.progress });
      case `structured_input`:
        return W(kd, { item: n });
      default:
        return null;
    }
  }
  function Td(e) {
    let { chat: t, t: n } = K(),
      { entry: r, item: i } = e;
    return W(`div`, {
      class: `ck-user`,
      part: `message`,
      children: [
        i.quoted_text ? W(`blockquote`, { class: `ck-quote`, dir: `auto`, children: i.quoted_text }) : null,
        i.attachments?.length
          ? W(`div`, { class: `ck-files`, children: i.attachments.map((e) => W(Ed, { attachment: e }, e.id)) })
          : null,
        i.content.length
          ? W(`div`, {
              class: r.local === `sending` ? `ck-bubble ck-sending` : `ck-bubble`,
              dir: `auto`,
              children: i.content.map((e, t) => (e.type === `input_tag` ? W(es, { entity: e }, t) : e.text)),
            })
          : null,
        r.local === `failed`
          ? W(`div`, {
              class: `ck-failed`,
              role: `alert`,
              children: [
                W(G, { name: `lucide:circle-alert`, size: 16 }),
                W(`span`, { children: n(`notSent`) }),
                W(`button`, {
                  type: `button`,
                  class: `ck-btn`,
                  disabled: t.phase.value !== `idle`,
                  onClick: () => void t.resend(r.key),
                  children: n(`retry`),
                }),
                W(`button`, {
                  type: `button`,
                  class: `ck-btn`,
                  onClick: () => t.editFailed(r.key),
                  children: n(`edit`),
                }),
              ],
            })
          : null,
      ],
    });
  }
  function Ed(e) {
    let { attachment: t } = e,
      n = t.preview_url,
      r = n && !/^(blob|data):/.test(n) ? ts(n) : null;
    return t.type === `image` && n && (r?.kind === `web` || /^(blob:|data:image\/(?!svg))/.test(n))
      ? W(`img`, {
          class: `ck-file-image`,
          src: n,
          alt: t.name,
          loading: `lazy`,
          decoding: `async`,
          referrerpolicy: `no-referrer`,
        })
      : W(`span`, {
          class: `ck-file`,
          children: [
            W(G, { name: t.type === `image` ? `lucide:image` : `document`, size: 18 }),
            W(`span`, { dir: `auto`, children: t.name }),
          ],
        });
  }
  function Dd(e) {
    let t = e.item.content,
      n = t.flatMap((e) => e.annotations ?? []);
    return t.some((e) => e.text)
      ? W(`div`, {
          class: `ck-assistant`,
          part: `message`,
          children: [
            t.map((t, n) =>
              W(_u, { text: t.text, growing: e.pending, annotations: t.annotations, numbers: gd(e.item, n) }, n),
            ),
            e.pending ? null : W(us, { annotations: n }),
          ],
        })
      : null;
  }
  function Od(e) {
    let { t } = K(),
      [n, r] = F(!1),
      i = e.item.image?.url,
      a = i && (/^data:image\/(?!svg)/i.test(i) || ts(i)?.kind === `web`),
      o = Math.round((e.progress ?? 0) * 100);
    return a
      ? W(`div`, {
          class: `ck-genimage`,
          children: [
            W(`button`, {
              type: `button`,
              "aria-label": t(`openImage`),
              onClick: () => r(!0),
              disabled: e.pending,
              children: W(`img`, {
                src: i,
                alt: t(`image`),
                class: e.pending ? `ck-blurred` : void 0,
                referrerpolicy: `no-referrer`,
              }),
            }),
            e.pending && e.progress !== void 0
              ? W(`progress`, { max: 100, value: o, "aria-label": t(`working`) })
              : null,
            n
              ? W(Zu, {
                  title: t(`image`),
                  onClose: () => r(!1),
                  children: W(`img`, { src: i, alt: t(`image`), referrerpolicy: `no-referrer` }),
                })
              : null,
          ],
        })
      : e.pending
        ? W(`div`, { class: `ck-genimage ck-genimage-empty`, role: `img`, "aria-label": t(`working`) })
        : null;
  }
  function kd(e) {
    let { t } = K(),
      { item: n } = e;
    return n.status === `pending`
      ? W(`ul`, {
          class: `ck-answers`,
          children: n.inputs.map((e) =>
            W(`li`, { children: W(`strong`, { dir: `auto`, children: e.question }) }, e.id),
          ),
        })
      : W(`dl`, {
          class: `ck-answers`,
          children: n.inputs.map((e) =>
            W(
              `div`,
              {
                children: [
                  W(`dt`, { dir: `auto`, children: e.question }),
                  W(`dd`, {
                    dir: `auto`,
                    children:
                      n.status === `skipped` || !e.answer || e.answer.skipped
                        ? t(`skipped`)
                        : e.answer.values.join(`, `),
                  }),
                ],
              },
              e.id,
            ),
          ),
        });
  }
  function Ad() {
    let { chat: e, t } = K(),
      n = e.state.value;
    if (n.phase !== `idle` || n.error || e.blocked) return null;
    let r = jd(n);
    return r.length
      ? W(`div`, {
          class: `ck-suggestions`,
          role: `group`,
          "aria-label": t(`suggestions`),
          children: r.map((t) =>
            W(
              `button`,
              {
                type: `button`,
                class: `ck-suggestion`,
                dir: `auto`,
                onClick: () => void e.composer.sendNow({ text: t.prompt }).catch(() => void 0),
                children: t.label,
              },
              t.prompt,
            ),
          ),
        })
      : null;
  }
  function jd(e) {
    let t = !1;
    for (let n = e.items.length - 1; n >= 0; n--) {
      let { item: r, local: i } = e.items[n];
      if (r.type === `user_message`) return t && !i ? Md(e) : [];
      if (r.type === `widget`) {
        let { suggestions: e } = Xt(r.widget);
        if (e.length) return e;
      } else if (r.type === `assistant_message`) {
        let e = Zt(r.professor_lock);
        if (e.length) return e;
      }
      t = !0;
    }
    return t ? Md(e) : [];
  }
  function Md(e) {
    return Zt(e.thread?.metadata?.professor_lock);
  }
  var Nd = new Set([`assistant_message`, `widget`, `generated_image`, `workflow`, `task`]);
  function Pd(e) {
    let { chat: t, t: n } = K(),
      [r, i] = F(!1),
      a = e.answer.filter((e) => Nd.has(e.item.type));
    if (!a.length) return null;
    let o = t.options.value.threadItemActions,
      s = a.map(Fd).filter(Boolean).join(`

`),
      c = e.question?.key ?? a[0].key,
      l = t.ratings.of.value[c],
      u = (e) =>
        void t.ratings.rate(
          a.map((e) => e.item.id),
          c,
          e,
        ),
      d = async () => {
        (i(await Qs(s)), setTimeout(() => i(!1), 2e3));
      },
      f = e.question?.local ? null : e.question;
    return W(`div`, {
      class: `ck-actions`,
      children: [
        s
          ? W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-small`,
              "aria-label": n(r ? `copied` : `copy`),
              title: n(`copy`),
              onClick: () => void d(),
              children: W(G, { name: r ? `check` : `lucide:copy`, size: 16 }),
            })
          : null,
        (o?.feedback ?? U.feedback)
          ? W(M, {
              children: [
                W(`button`, {
                  type: `button`,
                  class: `ck-iconbtn ck-small`,
                  "aria-label": n(`good`),
                  title: n(`good`),
                  "aria-pressed": l === `positive`,
                  onClick: () => u(`positive`),
                  children: W(G, { name: `lucide:thumbs-up`, size: 16 }),
                }),
                W(`button`, {
                  type: `button`,
                  class: `ck-iconbtn ck-small`,
                  "aria-label": n(`bad`),
                  title: n(`bad`),
                  "aria-pressed": l === `negative`,
                  onClick: () => u(`negative`),
                  children: W(G, { name: `lucide:thumbs-down`, size: 16 }),
                }),
              ],
            })
          : null,
        (o?.retry ?? U.retry) && f
          ? W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-small`,
              "aria-label": n(`regenerate`),
              title: n(`regenerate`),
              disabled: t.phase.value !== `idle`,
              onClick: () => void t.retryAfter(f.item.id),
              children: W(G, { name: `lucide:refresh-cw`, size: 16 }),
            })
          : null,
      ],
    });
  }
  function Fd(e) {
    let { item: t } = e;
    return t.type === `assistant_message`
      ? t.content.map((e) => e.text).join(`

`)
      : t.type === `widget`
        ? (t.copy_text ?? ``)
        : ``;
  }
  function Id(e) {
    let t = [];
    for (let n of e)
      ((n.item.type !== `user_message` && t.length) || t.push({ key: n.key, entries: [] }), t.at(-1).entries.push(n));
    return t;
  }
  function Ld() {
    let { chat: e, t } = K(),
      { items: n, phase: r, hasOlder: i } = e.state.value,
      a = L(null),
      o = L(null),
      [s, c] = F(!1),
      l = Id(n),
      u = r === `responding` || r === `tool`;
    return (
      Kd(a, o, c, n),
      W(`div`, {
        class: `ck-threadbox`,
        children: [
          W(`div`, {
            class: `ck-thread`,
            part: `thread`,
            ref: a,
            onScroll: () => {
              let t = a.current;
              (c(t.scrollHeight - t.scrollTop - t.clientHeight > U.followWithinPx * 2),
                t.scrollTop < U.loadOlderWithinPx && e.state.value.hasOlder && e.loadOlder());
            },
            role: `log`,
            "aria-live": `off`,
            "aria-busy": u,
            "aria-label": t(`chat`),
            tabIndex: 0,
            children: W(`div`, {
              class: `ck-thread-in`,
              ref: o,
              children: [
                i ? W(`p`, { class: `ck-muted ck-older`, role: `status`, children: t(`loading`) }) : null,
                r === `loading` ? W(Wd, { label: t(`loading`) }) : null,
                l.map((n, r) =>
                  W(
                    Rd,
                    {
                      entries: n.entries,
                      last: r === l.length - 1,
                      responding: u && r === l.length - 1,
                      roomy: r === l.length - 1 && n.key === e.begun.value,
                      words: t,
                    },
                    n.key,
                  ),
                ),
                l.length ? null : W(Vd, { responding: u }),
                W(`div`, { class: `ck-room` }),
              ],
            }),
          }),
          s
            ? W(`button`, {
                type: `button`,
                class: `ck-latest`,
                "aria-label": t(`scrollDown`),
                onClick: () => Gd(a.current, !0),
                children: W(G, { name: `lucide:arrow-down`, size: 18 }),
              })
            : null,
        ],
      })
    );
  }
  var Rd = class extends ae {
    shouldComponentUpdate(e) {
      let { entries: t, last: n, responding: r, roomy: i, words: a } = this.props;
      return (
        !(e.entries.length === t.length && e.entries.every((e, n) => e === t[n])) ||
        e.last !== n ||
        e.responding !== r ||
        e.roomy !== i ||
        e.words !== a
      );
    }
    render() {
      return W(zd, { ...this.props });
    }
  };
  function zd(e) {
    let { t } = K(),
      { entries: n, last: r, responding: i } = e,
      a = n[0]?.item.type === `user_message` ? n[0] : null,
      o = a ? n.slice(1) : n,
      s = a ? Bd(a).slice(0, 80) : ``;
    return W(`article`, {
      class: `ck-turn ${r ? `ck-turn-last` : ``} ${e.roomy ? `ck-turn-roomy` : ``}`,
      "data-turn": n[0]?.key,
      children: [
        W(`h3`, { class: `ck-hidden`, children: a ? `${t(`you`)}: ${s}` : t(`assistant`) }),
        a ? W(Cd, { entry: a }) : null,
        o.map((e) => W(Cd, { entry: e }, e.key)),
        i ? null : W(Pd, { question: a, answer: o, last: r }),
        r ? W(Vd, { responding: i }) : null,
      ],
    });
  }
  function Bd(e) {
    return e.item.type === `user_message` ? e.item.content.map((e) => e.text).join(``) : ``;
  }
  function Vd(e) {
    let { chat: t, t: n } = K();
    return W(M, {
      children: [
        e.responding ? W(Hd, {}) : null,
        W(Ud, {}),
        W(Ad, {}),
        t.state.value.notices.map((e) =>
          W(
            `div`,
            {
              class: `ck-notice ck-notice-${e.level}`,
              role: `status`,
              children: [
                W(G, { name: e.level === `info` ? `info` : `lucide:triangle-alert`, size: 18 }),
                W(`div`, {
                  children: [
                    e.title ? W(`strong`, { dir: `auto`, children: e.title }) : null,
                    W(_u, { text: e.message }),
                  ],
                }),
                W(`button`, {
                  type: `button`,
                  class: `ck-iconbtn ck-small`,
                  "aria-label": n(`dismiss`),
                  onClick: () => t.dismissNotice(e.key),
                  children: W(G, { name: `close`, size: 14 }),
                }),
              ],
            },
            e.key,
          ),
        ),
      ],
    });
  }
  function Hd() {
    let { chat: e, t } = K(),
      { progress: n, items: r, phase: i } = e.state.value,
      [a, o] = F(!1);
    if (
      (Ue(() => {
        let e = setTimeout(() => o(!0), U.thinkingDelayMs);
        return () => clearTimeout(e);
      }, []),
      n)
    )
      return W(`div`, {
        class: `ck-progress`,
        role: `status`,
        children: [
          n.icon ? W(G, { name: n.icon, size: 16 }) : null,
          W(`span`, { class: `ck-shimmer`, dir: `auto`, children: n.text }),
        ],
      });
    let s = r.at(-1),
      c = s?.item.type === `end_of_turn`,
      l = a && !c && (!s || s.item.type === `user_message` || (i === `tool` && !s.pending)),
      u = a && !c && s && !s.pending && s.item.type !== `user_message`;
    return !l && !u
      ? null
      : W(`div`, {
          class: `ck-progress`,
          children: W(`span`, {
            class: `ck-dots`,
            "aria-label": t(`thinking`),
            role: `img`,
            children: [W(`i`, {}), W(`i`, {}), W(`i`, {})],
          }),
        });
  }
  function Ud() {
    let { chat: e, t } = K(),
      { error: n, phase: r } = e.state.value;
    if (!n) return null;
    let i = n.code === `transport` ? t(`offline`) : t(`failed`),
      a = n.unauthorised ? t(`unauthorised`) : (n.message ?? i);
    return W(`div`, {
      class: `ck-inline-error`,
      role: `alert`,
      children: [
        W(G, { name: `lucide:circle-alert`, size: 18 }),
        W(`span`, { dir: `auto`, children: a }),
        n.allowRetry && r === `idle` && !e.state.value.items.some((e) => e.local === `failed`)
          ? W(`button`, { type: `button`, class: `ck-btn`, onClick: () => void e.retry(), children: t(`retry`) })
          : null,
      ],
    });
  }
  function Wd(e) {
    return W(`div`, {
      class: `ck-skeleton`,
      role: `status`,
      "aria-label": e.label,
      children: [W(`i`, {}), W(`i`, {}), W(`i`, {}), W(`i`, {})],
    });
  }
  function Gd(e, t) {
    e.scrollTo({ top: e.scrollHeight, behavior: t ? `smooth` : `instant` });
  }
  function Kd(e, t, n, r) {
    let { chat: i } = K(),
      a = i.scrollTo.value,
      o = r[0]?.key,
      s = L({ firstKey: o, height: 0, top: 0 }),
      c = e.current;
    (c &&
      (i.state.peek().hasOlder || s.current.height) &&
      (s.current = { ...s.current, height: c.scrollHeight, top: c.scrollTop }),
      I(() => {
        let t = e.current,
          n = s.current;
        (n.firstKey &&
          o !== n.firstKey &&
          r.some((e) => e.key === n.firstKey) &&
          (t.scrollTop = n.top + (t.scrollHeight - n.height)),
          (s.current = { ...n, firstKey: o }));
      }, [o]),
      I(() => {
        if (a && e.current) {
          if (a.kind === `bottom`) (Gd(e.current, !1), requestAnimationFrame(() => e.current && Gd(e.current, !1)));
          else {
            let { key: t } = a;
            requestAnimationFrame(() => {
              let n = e.current?.querySelector(`[data-turn="${t}"]`);
              n && e.current.scrollTo({ top: Math.max(0, n.offsetTop - 8), behavior: `smooth` });
            });
          }
          i.scrollTo.value = null;
        }
      }, [a]),
      I(() => {
        let r = new ResizeObserver(() => {
          let t = e.current;
          if (!t) return;
          t.style.setProperty(`--view`, `${t.clientHeight}px`);
          let r = t.scrollHeight - t.scrollTop - t.clientHeight,
            { autoScroll: a } = i.options.peek().thread ?? {};
          (a && i.busy && r > 0 && r < U.followWithinPx + 400 && l.current && Gd(t, !1), n(r > U.followWithinPx * 2));
        });
        return (
          e.current.addEventListener(
            `scroll`,
            () => {
              let t = e.current;
              l.current = t.scrollHeight - t.scrollTop - t.clientHeight < U.followWithinPx;
            },
            { passive: !0 },
          ),
          t.current && r.observe(t.current),
          r.observe(e.current),
          () => r.disconnect()
        );
      }, []));
    let l = L(!0);
  }
  function qd() {
    let { chat: e, t } = K();
    return W(`div`, {
      class: `ck-toasts`,
      role: `status`,
      "aria-live": `polite`,
      children: e.toasts.shown.value.map((n) =>
        W(
          `div`,
          {
            class: `ck-toast ck-toast-${n.tone}`,
            children: [
              W(`span`, { dir: `auto`, children: n.text }),
              W(`button`, {
                type: `button`,
                class: `ck-iconbtn ck-small`,
                "aria-label": t(`dismiss`),
                onClick: () => e.toasts.dismiss(n.key),
                children: W(G, { name: `close`, size: 14 }),
              }),
            ],
          },
          n.key,
        ),
      ),
    });
  }
  function Jd(e, t, n) {
    let r = new Map(e.map((e) => [e.key, e])),
      i = [],
      a = [];
    for (let e of t) {
      let t = r.get(e.key);
      if (t === e) continue;
      let { item: o } = e;
      if (o.type === `widget`) {
        let { say: e } = Xt(o.widget),
          r = t?.item.type !== `widget` || t.item.widget.professor_lock !== o.widget.professor_lock;
        e && r && i.push(e);
        let s = t ? `` : Yd(o.widget);
        s && a.push(n(s));
      } else if (o.type === `assistant_message` && t?.item !== o) {
        let e = $d(
          Zd(
            o.content.map((e) => e.text).join(`

`),
          ),
        );
        e && a.push(e);
      }
    }
    return (i.length ? i : a).join(` `);
  }
  function Yd(e) {
    return Xt(e).name || Xd(e);
  }
  function Xd(e) {
    if (e?.type === `Title`) return H(e.value);
    let t = Array.isArray(e?.children) ? e.children : e?.children ? [e.children] : [];
    for (let e of t) {
      let t = e && typeof e == `object` ? Xd(e) : ``;
      if (t) return t;
    }
    return ``;
  }
  function Zd(e) {
    return e
      .replace(/```[\s\S]*?(```|$)/g, ` `)
      .replace(/^\s*\|.*$/gm, ` `)
      .replace(/!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, `$1`)
      .replace(/\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, `$1`)
      .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d{1,9}[.)])\s+/gm, ``)
      .replace(/(\*\*|__|~~|`)/g, ``)
      .replace(/(^|[\s(])[*_](\S[^*_\n]{0,300}?)[*_](?=[\s.,;:!?)]|$)/g, `$1$2`)
      .replace(/[ \t]+/g, ` `)
      .trim();
  }
  var Qd = 300;
  function $d(e) {
    let t =
        e
          .split(
            `
`,
          )
          .find((e) => e.trim()) ?? ``,
      n = /[.!?…؟。](?=["”»)\]]*(\s+[^a-z\s]|\s*$))/u.exec(t),
      r = (n ? t.slice(0, n.index + 1) : t).trim();
    return r.length > Qd ? `${r.slice(0, Qd).trimEnd()}…` : r;
  }
  function ef() {
    let { chat: e, t } = K(),
      { phase: n, thread: r, items: i } = e.state.value,
      a = e.announced.value,
      o = L(n),
      s = L(i),
      c = L(r?.id),
      [l, u] = F(``),
      d = i.length === 0;
    return (
      I(() => {
        ((d || (c.current && c.current !== r?.id)) && u(``), (c.current = r?.id));
      }, [r?.id, d]),
      I(() => {
        let e = o.current === `responding` || o.current === `tool`;
        if (
          (n === `responding` && !e && ((s.current = i), i.at(-1)?.item.type === `user_message` && u(t(`responding`))),
          n === `idle` && e)
        ) {
          let e = Jd(s.current, i, (e) => t(`cardCame`, { name: e }));
          e && u(e);
        }
        o.current = n;
      }, [n]),
      I(() => {
        a && u(a.text);
      }, [a]),
      W(`div`, { class: `ck-hidden`, role: `status`, "aria-live": `polite`, children: l })
    );
  }
  function tf(e) {
    let { chat: t, i18n: n } = e,
      r = t.options.value,
      { t: i } = n.value,
      { thread: a, items: o, phase: s } = t.state.value;
    (I(() => nf(e.host), []), I(() => $r((e) => t.log(`icon.missing`, { name: e })), []));
    let c = o.length === 0 && s === `idle` && !a,
      l = pd(o, s);
    return W(ti.Provider, {
      value: e,
      children: W(`section`, {
        class: `ck-shell`,
        role: `region`,
        "aria-label": r.frameTitle ?? i(`chat`),
        children: [
          W(Qu, {}),
          W(`div`, {
            class: `ck-main`,
            children: [
              r.header?.enabled === !1
                ? W(`h2`, { class: `ck-hidden`, children: a?.title || i(`newChat`) })
                : W(Ju, {}),
              r.api
                ? t.loadError.value
                  ? W(rd, {})
                  : c
                    ? W(ld, {})
                    : W(Do, {
                        fallback: () => W(`div`, { class: `ck-panel`, role: `alert`, children: i(`failed`) }),
                        children: W(Ld, {}),
                      })
                : W(`div`, { class: `ck-panel`, role: `alert`, children: i(`hosted`) }),
              r.api && !t.loadError.value ? W(ad, {}) : null,
              r.api && !t.loadError.value ? (l ? W(dd, { item: l }, l.id) : W(zu, {})) : null,
            ],
          }),
          W(qd, {}),
          W(ef, {}),
          W(`div`, { class: `ck-layers` }),
        ],
      }),
    });
  }
  function nf(e) {
    let t = window.visualViewport;
    if (!t) return;
    let n = () => {
      let n = t.scale > 1 ? 0 : e.getBoundingClientRect().bottom - (t.offsetTop + t.height),
        r = n > 80 && n < e.clientHeight - 160 && window.innerHeight - t.height > 80;
      e.shadowRoot.querySelector(`.ck`).style.setProperty(`padding-bottom`, r ? `${n}px` : `0`);
    };
    return (t.addEventListener(`resize`, n), () => t.removeEventListener(`resize`, n));
  }
  var rf = {
      pill: { control: `9999px`, card: `24px`, composer: `28px` },
      round: { control: `12px`, card: `16px`, composer: `20px` },
      soft: { control: `8px`, card: `10px`, composer: `12px` },
      sharp: { control: `2px`, card: `2px`, composer: `2px` },
    },
    af = { compact: 0.8, normal: 1, spacious: 1.2 };
  function of(e, t) {
    e.classList.toggle(`ck-dark`, t.colorScheme === `dark`);
    let n = rf[t.radius ?? `round`] ?? rf.round,
      { grayscale: r, accent: i, surface: a } = t.color ?? {},
      o = t.typography ?? {},
      s = {
        "--ck-radius-control": n.control,
        "--ck-radius-card": n.card,
        "--ck-radius-composer": n.composer,
        "--ck-density": String(af[t.density ?? `normal`] ?? 1),
        "--ck-base": `${df(o.baseSize ?? 16, 12, 24)}px`,
        "--ck-scale": String(df(o.baseSize ?? 16, 12, 24) / 16),
        "--ck-font": lf(`font-family`, o.fontFamily),
        "--ck-font-mono": lf(`font-family`, o.fontFamilyMono),
        "--ck-hue": r ? String(Number(r.hue) || 0) : null,
        "--ck-tint": r ? String(df(Number(r.tint) || 0, 0, 9) * 0.004) : null,
        "--ck-shade": r ? String(df(Number(r.shade ?? 0) || 0, -4, 4) * 0.0125) : null,
        "--ck-accent": lf(`color`, i?.primary),
        "--ck-on-accent": i?.primary ? sf(i.primary) : null,
        "--ck-bg": lf(`color`, a?.background),
        "--ck-surface-fg": lf(`color`, a?.foreground),
      };
    for (let [t, n] of Object.entries(s)) n === null ? e.style.removeProperty(t) : e.style.setProperty(t, n);
    return (
      (e.dataset.accentLevel = i?.primary ? String(i.level ?? 0) : ``),
      (e.dataset.radius = t.radius ?? `round`),
      uf(o.fontSources ?? [])
    );
  }
  function sf(e) {
    let t = cf(e);
    if (!t) return null;
    let [n, r, i] = t.map((e) => {
        let t = e / 255;
        return t <= 0.04045 ? t / 12.92 : ((t + 0.055) / 1.055) ** 2.4;
      }),
      a = 0.2126 * n + 0.7152 * r + 0.0722 * i;
    return 1.05 / (a + 0.05) >= (a + 0.05) / 0.05 ? `#fff` : `#000`;
  }
  function cf(e) {
    if (!lf(`color`, e)) return null;
    let t = document.createElement(`canvas`).getContext(`2d`, { willReadFrequently: !0 });
    return t ? ((t.fillStyle = e), t.fillRect(0, 0, 1, 1), [...t.getImageData(0, 0, 1, 1).data.slice(0, 3)]) : null;
  }
  function lf(e, t) {
    return typeof t != `string` || /url\s*\(|var\s*\(|image\s*\(|image-set|[;{}\\]/i.test(t)
      ? null
      : typeof CSS < `u` && CSS.supports(e, t)
        ? t
        : null;
  }
  function uf(e) {
    let t = [];
    for (let n of e)
      try {
        let e = new FontFace(n.family, `url(${JSON.stringify(n.src)})`, {
          weight: String(n.weight ?? `normal`),
          style: n.style ?? `normal`,
          display: n.display ?? `swap`,
          ...(n.unicodeRange ? { unicodeRange: n.unicodeRange } : {}),
        });
        (document.fonts.add(e), t.push(e));
      } catch (e) {
        console.warn(`ChatKit: a font source was not usable`, e);
      }
    return () => t.forEach((e) => document.fonts.delete(e));
  }
  function df(e, t, n) {
    return Math.min(n, Math.max(t, e));
  }
  var ff = `:host{contain:content;height:100%;min-height:20rem;display:block;position:relative;overflow:hidden}:host([hidden]){display:none}.ck{--ck-hue:255;--ck-tint:.004;--ck-shade:0;--ck-base:16px;--ck-scale:1;--ck-density:1;--ck-font:ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif;--ck-font-mono:ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;--ck-radius-control:12px;--ck-radius-card:16px;--ck-radius-composer:20px;--ck-bg:light-dark(oklch(calc(1 - max(0, var(--ck-shade))) calc(var(--ck-tint) / 2) var(--ck-hue)),oklch(calc(.18 - var(--ck-shade) / 2) var(--ck-tint) var(--ck-hue)));--ck-surface-fg:light-dark(oklch(100% 0 0),oklch(calc(.225 - var(--ck-shade) / 2) var(--ck-tint) var(--ck-hue)));--ck-surface-2:light-dark(oklch(.972 var(--ck-tint) var(--ck-hue)),oklch(.26 var(--ck-tint) var(--ck-hue)));--ck-surface-3:light-dark(oklch(.94 var(--ck-tint) var(--ck-hue)),oklch(.31 var(--ck-tint) var(--ck-hue)));--ck-text:light-dark(oklch(.21 var(--ck-tint) var(--ck-hue)),oklch(.95 var(--ck-tint) var(--ck-hue)));--ck-text-2:light-dark(oklch(.46 var(--ck-tint) var(--ck-hue)),oklch(.75 var(--ck-tint) var(--ck-hue)));--ck-text-3:light-dark(oklch(.52 var(--ck-tint) var(--ck-hue)),oklch(.69 var(--ck-tint) var(--ck-hue)));--ck-line:light-dark(oklch(0% 0 0/.1),oklch(100% 0 0/.12));--ck-line-subtle:light-dark(oklch(0% 0 0/.07),oklch(100% 0 0/.09));--ck-line-strong:light-dark(oklch(0% 0 0/.45),oklch(100% 0 0/.45));--ck-hover:light-dark(oklch(0% 0 0/.05),oklch(100% 0 0/.07));--ck-press:light-dark(oklch(0% 0 0/.09),oklch(100% 0 0/.12));--ck-accent:var(--ck-text);--ck-on-accent:var(--ck-bg);--ck-focus:light-dark(oklch(52% .2 258),oklch(72% .15 258));--ck-link:light-dark(oklch(48% .19 258),oklch(78% .12 250));--ck-success:light-dark(oklch(47% .13 150),oklch(80% .16 152));--ck-warning:light-dark(oklch(50% .12 65),oklch(84% .14 80));--ck-danger:light-dark(oklch(50% .19 27),oklch(76% .14 24));--ck-info:light-dark(oklch(48% .17 255),oklch(77% .12 250));--ck-discovery:light-dark(oklch(47% .2 300),oklch(79% .12 300));--ck-shadow:0 1px 2px oklch(0% 0 0/.05), 0 4px 16px oklch(0% 0 0/.06);--ck-shadow-pop:0 2px 6px oklch(0% 0 0/.1), 0 12px 32px oklch(0% 0 0/.18);--ck-content:800px;--u:calc(4px * var(--ck-density));color-scheme:light;background:var(--ck-bg);height:100%;color:var(--ck-text);font:400 var(--ck-base) / 1.5 var(--ck-font);-webkit-font-smoothing:antialiased;text-align:start;flex-direction:column;display:flex;position:relative;overflow:hidden;container:ck/size}.ck.ck-dark{color-scheme:dark}.ck[data-accent-level]:not([data-accent-level=""]){--ck-focus:var(--ck-accent)}.ck *,.ck :before,.ck :after{box-sizing:border-box}.ck :where(button,input,textarea,select){font:inherit;color:inherit;letter-spacing:inherit}.ck :where(button){cursor:pointer;text-align:inherit;background:0 0;border:0;margin:0;padding:0}.ck :where(button:disabled,button[aria-disabled=true]){cursor:default}.ck :where(p,h1,h2,h3,h4,h5,h6,ul,ol,dl,dd,figure,fieldset,legend){border:0;margin:0;padding:0}.ck :where(ul,ol){list-style:none}.ck :where(:focus-visible){outline:2px solid var(--ck-focus);outline-offset:2px}.ck-icon{flex:none;display:block}.ck:dir(rtl) .ck-mirror{transform:scaleX(-1)}.ck-hidden{clip-path:inset(50%);white-space:nowrap;width:1px;height:1px;margin:-1px;position:absolute;overflow:hidden}.ck-iconbtn{border-radius:min(var(--ck-radius-control), 18px);width:36px;height:36px;color:var(--ck-text-2);flex:none;justify-content:center;align-items:center;display:inline-flex}.ck-iconbtn:hover:not(:disabled){background:var(--ck-hover);color:var(--ck-text)}.ck-iconbtn:disabled{opacity:.4}.ck-iconbtn[aria-pressed=true]{color:var(--ck-text);background:var(--ck-press)}.ck-small{width:30px;height:30px}.ck-btn{border-radius:min(var(--ck-radius-control), 18px);border:1px solid var(--ck-line);justify-content:center;align-items:center;gap:6px;min-height:36px;padding:0 14px;font-size:.875em;font-weight:500;display:inline-flex}.ck-btn:hover{background:var(--ck-hover)}.ck-btn-solid{background:var(--ck-accent);color:var(--ck-on-accent);border-color:#0000}.ck-btn-solid:hover{background:var(--ck-accent);opacity:.9}.ck-btn-danger{color:#fff;background:oklch(52% .2 27);border-color:#0000}.ck-btn-danger:hover{background:oklch(46% .19 27)}.ck-spin{animation:.9s linear infinite ck-spin}@keyframes ck-spin{to{transform:rotate(360deg)}}@keyframes ck-in{0%{opacity:0;transform:translateY(4px)}}@keyframes ck-fade{0%{opacity:0}}@keyframes ck-shimmer{0%{background-position:200% 0}to{background-position:-100% 0}}.ck-shimmer{background:linear-gradient(90deg, var(--ck-text-3) 40%, var(--ck-text) 50%, var(--ck-text-3) 60%) 0 0 / 200% 100%;color:#0000;background-clip:text;animation:2s linear infinite ck-shimmer}@media (prefers-reduced-motion:reduce){.ck *,.ck :before,.ck :after{scroll-behavior:auto!important;transition-duration:.01ms!important;animation-duration:.01ms!important;animation-iteration-count:1!important}.ck-shimmer{color:var(--ck-text-2);background:0 0}}@media (forced-colors:active){.ck-shimmer{color:canvastext;background:0 0}.ck-btn,.ck-iconbtn{border:1px solid buttontext}}`,
    pf = `.ck-shell{flex:1;min-height:0;display:flex;position:relative}.ck-main{flex-direction:column;flex:1;min-width:0;min-height:0;display:flex;position:relative}.ck-header{min-height:calc(var(--u) * 13);padding:var(--u) calc(var(--u) * 2.5);flex:none;align-items:center;gap:4px;display:flex}.ck-title{text-overflow:ellipsis;white-space:nowrap;flex:1;min-width:0;padding-inline:6px;font-size:1em;font-weight:600;overflow:hidden}.ck-muted{color:var(--ck-text-2);font-size:.875em}.ck-pad{padding:12px}.ck-row{gap:8px;display:flex}.ck-grow{flex:1}.ck-panel{text-align:center;flex-direction:column;flex:1;justify-content:center;align-items:center;gap:12px;padding:24px;display:flex}.ck-start{min-height:0;padding:calc(var(--u) * 4);flex:1;display:flex;overflow:auto}.ck-start-in{width:100%;max-width:680px;margin:auto}.ck-greeting{letter-spacing:-.015em;text-align:center;margin-bottom:calc(var(--u) * 6);text-wrap:balance;font-size:1.625em;font-weight:600;line-height:1.25}.ck-prompts{gap:calc(var(--u) * 2);grid-template-columns:repeat(auto-fill,minmax(min(100%,270px),1fr));display:grid}.ck-prompts li:last-child:nth-child(odd){grid-column:1/-1}.ck-prompt{width:100%;height:100%;padding:calc(var(--u) * 3) calc(var(--u) * 3.5);border:1px solid var(--ck-line);border-radius:var(--ck-radius-control);background:var(--ck-surface-fg);align-items:center;gap:12px;font-size:.9375em;line-height:1.35;transition:background .12s,border-color .12s;display:flex}.ck-prompt .ck-icon{color:var(--ck-text-2)}.ck-prompt:hover{background:var(--ck-surface-2);border-color:var(--ck-line-strong)}.ck-threadbox{flex:1;min-height:0;display:flex;position:relative}.ck-thread{overscroll-behavior:contain;scrollbar-gutter:stable both-edges;scrollbar-width:thin;scrollbar-color:var(--ck-line) transparent;flex:1;overflow:hidden auto}.ck-thread:focus-visible{outline-offset:-2px}.ck-thread-in{max-width:calc(var(--ck-content) + 2 * var(--u) * 5);padding:calc(var(--u) * 2) calc(var(--u) * 5) 0;flex-direction:column;min-height:100%;margin-inline:auto;display:flex}.ck-turn{gap:calc(var(--u) * 4);padding-block:calc(var(--u) * 3);contain-intrinsic-size:auto 320px;flex-direction:column;display:flex;position:relative}.ck-turn:not(.ck-turn-last){content-visibility:auto}.ck-turn-roomy{min-height:calc(var(--view,0px) - var(--u) * 8);align-content:start}.ck-room{height:calc(var(--u) * 6);flex:none}.ck-older{text-align:center;padding:8px}.ck-user{flex-direction:column;align-self:flex-end;align-items:flex-end;gap:6px;max-width:min(85%,600px);display:flex}.ck-bubble{background:var(--ck-surface-2);padding:calc(var(--u) * 2.5) calc(var(--u) * 4);border-radius:min(var(--ck-radius-composer), 22px);white-space:pre-wrap;overflow-wrap:anywhere}.ck[data-accent-level="2"] .ck-bubble,.ck[data-accent-level="3"] .ck-bubble{background:color-mix(in oklab, var(--ck-accent) 14%, var(--ck-surface-2))}.ck-sending{opacity:.75}.ck-quote{color:var(--ck-text-2);border-inline-start:3px solid var(--ck-line);-webkit-line-clamp:3;-webkit-box-orient:vertical;margin:0;padding-inline-start:10px;font-size:.875em;display:-webkit-box;overflow:hidden}.ck-failed{color:var(--ck-danger);flex-wrap:wrap;align-items:center;gap:8px;font-size:.875em;display:flex}.ck-failed .ck-btn{min-height:30px;color:var(--ck-text);padding-inline:10px}.ck-files{flex-wrap:wrap;justify-content:flex-end;gap:6px;display:flex}.ck-file{border:1px solid var(--ck-line);overflow-wrap:anywhere;border-radius:10px;align-items:center;gap:8px;padding:8px 12px;font-size:.875em;display:inline-flex}.ck-file-image{object-fit:cover;border-radius:12px;max-width:min(260px,100%);max-height:260px}.ck-assistant,.ck-widget,.ck-workflow{overflow-wrap:anywhere;min-width:0}.ck-widget{animation:.2s ease-out ck-in}.ck-actions{gap:2px;margin-block-start:calc(var(--u) * -2);margin-inline-start:-7px;display:flex}.ck-turn:not(.ck-turn-last) .ck-actions{opacity:0;transition:opacity .12s}.ck-turn:hover .ck-actions,.ck-turn:focus-within .ck-actions{opacity:1}@media (hover:none){.ck-turn .ck-actions{opacity:1!important}}.ck-progress{min-height:32px;color:var(--ck-text-2);align-items:center;gap:8px;font-size:.9375em;animation:.2s ck-fade;display:flex}.ck-dots{gap:4px;padding:8px 2px;display:inline-flex}.ck-dots i{background:var(--ck-text-3);border-radius:50%;width:7px;height:7px;animation:1.2s ease-in-out infinite ck-dot}.ck-dots i:nth-child(2){animation-delay:.15s}.ck-dots i:nth-child(3){animation-delay:.3s}@keyframes ck-dot{0%,60%,to{opacity:.3}30%{opacity:1}}.ck-skeleton{gap:14px;padding-block:24px;display:grid}.ck-skeleton i{background:var(--ck-surface-2);border-radius:8px;height:16px;animation:.8s ease-in-out infinite alternate ck-fade}.ck-skeleton i:first-child{justify-self:end;width:40%;height:36px}.ck-skeleton i:nth-child(3){width:85%}.ck-skeleton i:nth-child(4){width:60%}.ck-inline-error{border-radius:var(--ck-radius-control);background:color-mix(in oklab, var(--ck-danger) 9%, var(--ck-bg));color:var(--ck-danger);flex-wrap:wrap;align-items:center;gap:10px;margin-block:8px;padding:10px 14px;font-size:.9375em;display:flex}.ck-inline-error span{flex:1;min-width:60%}.ck-inline-error .ck-btn{color:var(--ck-text);background:var(--ck-surface-fg)}.ck-notice{border:1px solid var(--ck-line);border-radius:var(--ck-radius-control);background:var(--ck-surface-2);gap:10px;margin-block:8px;padding:12px 14px;font-size:.9375em;display:flex}.ck-notice>div{flex:1;min-width:0}.ck-notice>.ck-icon{margin-block-start:3px}.ck-notice-warning>.ck-icon{color:var(--ck-warning)}.ck-notice-danger>.ck-icon{color:var(--ck-danger)}.ck-latest{background:var(--ck-surface-fg);border:1px solid var(--ck-line);width:38px;height:38px;box-shadow:var(--ck-shadow);border-radius:50%;place-items:center;margin-inline-start:-19px;animation:.15s ck-fade;display:grid;position:absolute;inset-block-end:10px;inset-inline-start:50%}.ck-tag{vertical-align:baseline;color:var(--ck-link);background:color-mix(in oklab, var(--ck-link) 10%, transparent);border-radius:6px;align-items:center;gap:4px;padding:0 5px;font-weight:500;display:inline-flex}.ck-tag-live:hover{background:color-mix(in oklab, var(--ck-link) 18%, transparent)}.ck-cites{white-space:nowrap;margin-inline-start:3px}.ck-cite{background:var(--ck-surface-3);vertical-align:.1em;border-radius:.7em;justify-content:center;align-items:center;min-width:1.35em;height:1.35em;margin-inline-start:3px;padding-inline:.35em;font-size:.75em;font-weight:600;line-height:1;display:inline-flex;color:var(--ck-text-2)!important;text-decoration:none!important}.ck-cite:hover{background:var(--ck-text-2);color:var(--ck-bg)!important}.ck-number{border-radius:2px}.ck-number:hover,.ck-number:focus{text-underline-offset:.2em;-webkit-text-decoration:underline dotted;text-decoration:underline dotted}.ck-unsourced{color:var(--ck-text-2)}.ck-source-lines{gap:2px;font-size:.8125em;line-height:1.4;display:grid}.ck-source-lines small{color:var(--ck-text-2);font-size:.92em}.ck-sources{margin-block-start:calc(var(--u) * 3);font-size:.875em}.ck-sources summary{border:1px solid var(--ck-line);cursor:pointer;color:var(--ck-text-2);border-radius:99px;align-items:center;gap:6px;padding:4px 10px;list-style:none;display:inline-flex}.ck-sources summary::-webkit-details-marker{display:none}.ck-sources summary:hover{background:var(--ck-hover)}.ck-count{font-variant-numeric:tabular-nums}.ck-sources ul{gap:2px;margin-block-start:8px;display:grid}.ck-sources li a{color:inherit;border-radius:8px;padding:6px 10px;text-decoration:none;display:block}.ck-sources li a:hover{background:var(--ck-hover)}.ck-workflow-head{color:var(--ck-text-2);text-align:start;border-radius:6px;align-items:center;gap:8px;margin-inline-start:-4px;padding:2px 4px;font-size:.9375em;display:inline-flex}.ck-workflow-head:hover{color:var(--ck-text)}.ck-workflow ul{margin-block-start:8px}.ck-taskview{gap:10px;padding-block:4px;font-size:.9375em;display:flex}.ck-status{width:18px;color:var(--ck-text-2);flex:none;justify-content:center;padding-block-start:4px;display:flex;position:relative}.ck-status:empty:before{content:"";background:var(--ck-text-3);border-radius:50%;width:6px;height:6px;margin-block-start:5px}.ck-status-done{color:var(--ck-success)}.ck-status-loading{animation:.7s infinite alternate ck-fade}.ck-taskbody{justify-items:start;gap:4px;min-width:0;display:grid}.ck-thought{color:var(--ck-text-2);font-size:.9375em}.ck-queries,.ck-tasksources{flex-wrap:wrap;gap:6px;display:flex;margin:0!important}.ck-query,.ck-tasksources a{border:1px solid var(--ck-line);max-width:100%;color:var(--ck-text-2);border-radius:99px;align-items:center;gap:6px;padding:2px 10px;font-size:.8125em;text-decoration:none;display:inline-flex}.ck-answers{border:1px solid var(--ck-line);border-radius:var(--ck-radius-control);gap:8px;padding:12px 16px;font-size:.9375em;display:grid}.ck-answers dt{color:var(--ck-text-2);font-size:.9em}.ck-genimage img{border-radius:var(--ck-radius-control);max-width:min(100%,480px);display:block}.ck-genimage-empty{aspect-ratio:1;border-radius:var(--ck-radius-control);background:var(--ck-surface-2);width:min(100%,480px)}.ck-blurred{filter:blur(10px)}.ck-composer{width:100%;max-width:calc(var(--ck-content) + 2 * var(--u) * 4);padding:calc(var(--u) * 1) calc(var(--u) * 4) max(calc(var(--u) * 3), env(safe-area-inset-bottom));flex:none;margin-inline:auto;position:relative}.ck-field{border:1px solid var(--ck-line);border-radius:var(--ck-radius-composer);background:var(--ck-surface-fg);box-shadow:var(--ck-shadow);padding:calc(var(--u) * 2);transition:border-color .12s;position:relative}.ck-field:focus-within{border-color:var(--ck-line-strong)}.ck-field[data-locked]{background:var(--ck-surface-2)}.ck-textbox{display:flex;position:relative}.ck-textbox[hidden]{display:none}.ck-textbox textarea,.ck-mirrortext{white-space:pre-wrap;overflow-wrap:break-word;border:0;width:100%;min-height:40px;max-height:240px;margin:0;padding:8px 10px;font-size:max(1em,16px);line-height:24px}.ck-textbox textarea{resize:none;scrollbar-width:thin;background:0 0;display:block;position:relative;overflow-y:auto;outline:none!important}.ck-textbox textarea::placeholder{color:var(--ck-text-3);opacity:1}.ck-textbox textarea:placeholder-shown{text-overflow:ellipsis;white-space:nowrap;overflow:hidden;height:40px!important}.ck-mirrortext{color:#0000;pointer-events:none;position:absolute;inset:0;overflow:hidden}.ck-mirrortext mark{color:#0000;background:color-mix(in oklab, var(--ck-link) 16%, transparent);box-shadow:0 0 0 2px color-mix(in oklab, var(--ck-link) 16%, transparent);border-radius:5px}.ck-bar{align-items:center;gap:4px;min-height:36px;display:flex}.ck-send{border-radius:min(var(--ck-radius-control), 18px);background:var(--ck-accent);width:36px;height:36px;color:var(--ck-on-accent);flex:none;place-items:center;transition:opacity .12s;display:grid}.ck[data-radius=round] .ck-send,.ck[data-radius=pill] .ck-send{border-radius:50%}.ck-send:disabled{background:var(--ck-surface-3);color:var(--ck-text-3)}.ck-send:not(:disabled):hover{opacity:.85}.ck-waiting{background:var(--ck-surface-3);color:var(--ck-text-2)}.ck-model,.ck-toolchip{border-radius:min(var(--ck-radius-control), 17px);height:34px;color:var(--ck-text-2);white-space:nowrap;align-items:center;gap:6px;padding-inline:10px;font-size:.875em;display:inline-flex;overflow:hidden}.ck-model:hover{background:var(--ck-hover)}.ck-toolchip{color:var(--ck-link);background:color-mix(in oklab, var(--ck-link) 10%, transparent)}.ck-chips{flex-wrap:wrap;gap:6px;padding:4px 4px 6px;display:flex}.ck-chip{border:1px solid var(--ck-line);border-radius:10px;align-items:center;gap:8px;max-width:240px;padding:4px 4px 4px 10px;font-size:.875em;display:inline-flex}.ck-chip img{object-fit:cover;border-radius:6px;width:28px;height:28px;margin-inline-start:-4px}.ck-chip-name{text-overflow:ellipsis;white-space:nowrap;overflow:hidden}.ck-chip-failed{border-color:var(--ck-danger);color:var(--ck-danger)}.ck-chip-retry{min-height:26px;padding-inline:8px}.ck-draftquote{color:var(--ck-text-2);align-items:center;gap:8px;padding:4px 4px 4px 10px;font-size:.875em;display:flex}.ck-draftquote span{text-overflow:ellipsis;white-space:nowrap;flex:1;overflow:hidden}.ck-drop{z-index:2;border:2px dashed var(--ck-focus);border-radius:inherit;background:var(--ck-surface-fg);place-items:center;display:grid;position:absolute;inset:4px}.ck-dictation{align-items:center;gap:8px;min-height:40px;padding-inline:10px;display:flex}.ck-dictation meter{flex:1;height:10px}.ck-rec{background:var(--ck-danger);border-radius:50%;width:10px;height:10px;animation:.8s infinite alternate ck-fade}.ck-closed{border-radius:var(--ck-radius-control);background:var(--ck-surface-2);color:var(--ck-text-2);align-items:center;gap:10px;padding:14px 16px;display:flex}.ck-disclaimer{text-align:center;color:var(--ck-text-2);padding-block-start:6px;font-size:.75em;line-height:1.4}.ck-threadbox~.ck-composer .ck-disclaimer p{text-overflow:ellipsis;white-space:nowrap;overflow:hidden}.ck-disclaimer.ck-strong{color:var(--ck-text)}.ck-structured fieldset{gap:10px;min-width:0;padding:6px;display:grid}.ck-structured legend{padding-block-end:8px;font-weight:600}.ck-choices{gap:6px;max-height:40cqh;padding:2px;display:grid;overflow:auto}.ck-choice{border:1px solid var(--ck-line);border-radius:var(--ck-radius-control);cursor:pointer;align-items:center;gap:10px;padding:10px 12px;display:flex}.ck-choice:has(:checked){border-color:var(--ck-text);background:var(--ck-surface-2)}.ck-choice-other input,.ck-structured textarea,.ck-rename,.ck-search{border:1px solid var(--ck-line-strong);background:var(--ck-bg);border-radius:8px;flex:1;width:100%;min-width:0;padding:8px 10px}.ck-structured-foot{flex-wrap:wrap;gap:6px;padding-block-start:8px;display:flex}.ck-history{z-index:20;background:var(--ck-bg);flex-direction:column;animation:.12s ck-fade;display:flex;position:absolute;inset:0}.ck-scrim{display:none}@container ck (width>=480px){.ck-history{border-inline-end:1px solid var(--ck-line);width:300px;box-shadow:var(--ck-shadow-pop);inset-inline-end:auto}.ck-scrim{z-index:19;background:oklch(0% 0 0/.25);animation:.12s ck-fade;display:block;position:absolute;inset:0}}@container ck (width>=768px){.ck-history{width:280px;box-shadow:none;background:var(--ck-surface-2);flex:none;position:relative}.ck-scrim{display:none}}.ck-history:focus,.ck-dialog:focus{outline:none}.ck-history-head{padding:var(--u) calc(var(--u) * 2) var(--u) calc(var(--u) * 4);min-height:calc(var(--u) * 13);justify-content:space-between;align-items:center;display:flex}.ck-history-head h2{font-size:1em;font-weight:600}.ck-history-list{scrollbar-width:thin;flex:1;padding:0 8px 12px;overflow:auto}.ck-history-row{border-radius:10px;align-items:center;padding-inline-end:4px;display:flex}.ck-history-row:hover{background:var(--ck-hover)}.ck-active{background:var(--ck-press)}.ck-history-open{border-radius:10px;flex:1;min-width:0;padding:8px 10px!important}.ck-history-open small{color:var(--ck-text-2);font-size:.75em;display:block}.ck-history-title{text-overflow:ellipsis;white-space:nowrap;font-size:.9375em;display:block;overflow:hidden}.ck-more{width:100%;margin-block-start:8px}.ck-layers{z-index:40;pointer-events:none;position:absolute;inset:0}.ck-layer{pointer-events:auto;opacity:0;background:var(--ck-surface-fg);border:1px solid var(--ck-line);border-radius:min(var(--ck-radius-control), 14px);width:max-content;max-width:min(360px,100cqw - 16px);box-shadow:var(--ck-shadow-pop);padding:5px;position:absolute;top:0;left:0;overflow:auto}.ck-placed{opacity:1;animation:.1s ck-fade}.ck-tip,.ck-preview{pointer-events:none;padding:10px 12px}.ck-menu{min-width:180px}.ck-menuitem{cursor:pointer;border-radius:8px;align-items:center;gap:10px;width:100%;font-size:.9375em;line-height:1.3;padding:8px 10px!important;display:flex!important}.ck-menuitem:hover,.ck-menuitem:focus,.ck-menuitem.ck-at{background:var(--ck-hover)}.ck-menuitem:disabled,.ck-menuitem[aria-disabled=true]{color:var(--ck-text-3);cursor:default}.ck-menuitem.ck-danger{color:var(--ck-danger)}.ck-menutext{flex:1;min-width:0;display:grid}.ck-menutext small{color:var(--ck-text-2);font-size:.8125em}.ck-group{color:var(--ck-text-2);padding:6px 10px 2px;font-size:.75em;font-weight:600}.ck-search{margin-block-end:5px}.ck-options:focus-visible{outline:none}.ck-modal{pointer-events:auto;background:oklch(0% 0 0/.4);place-items:center;padding:16px;animation:.12s ck-fade;display:grid;position:absolute;inset:0}.ck-dialog{border-radius:var(--ck-radius-card);background:var(--ck-surface-fg);width:min(400px,100%);max-height:100%;box-shadow:var(--ck-shadow-pop);gap:10px;padding:20px;display:grid;overflow:auto}.ck-dialog h3{font-size:1.0625em;font-weight:600}.ck-dialog p{color:var(--ck-text-2);overflow-wrap:anywhere;font-size:.9375em}.ck-dialog-wide{justify-items:center;width:auto;max-width:100%}.ck-dialog-wide img{max-width:100%;max-height:75cqh}.ck-dialog-x{justify-self:end}.ck-dialog-foot{justify-content:flex-end;gap:8px;margin-block-start:8px;display:flex}.ck-toasts{z-index:60;pointer-events:none;justify-items:center;gap:8px;display:grid;position:absolute;inset-block-start:12px;inset-inline:12px}.ck-toast{color:light-dark(#fff,#111);max-width:460px;box-shadow:var(--ck-shadow-pop);pointer-events:auto;background:light-dark(oklch(25% .01 255),oklch(95% 0 0));border-radius:12px;align-items:center;gap:8px;padding:8px 8px 8px 16px;font-size:.9375em;animation:.15s ck-in;display:flex}.ck-toast .ck-iconbtn{color:inherit}@container ck (width<=479px){.ck-thread-in{padding-inline:calc(var(--u) * 3.5)}.ck-composer{padding-inline:calc(var(--u) * 2);padding-block-end:max(calc(var(--u) * 2), env(safe-area-inset-bottom))}.ck-greeting{margin-bottom:calc(var(--u) * 4);font-size:1.375em}.ck-user{max-width:90%}.ck-iconbtn:not(.ck-small){width:40px;height:40px}}.ck-oneline{padding:calc(var(--u) * 1.25);flex-wrap:wrap;align-items:flex-end;column-gap:2px;display:flex}.ck-oneline>:not(.ck-textbox,.ck-bar,.ck-attach){width:100%}.ck-oneline>.ck-drop{width:auto}.ck-oneline .ck-textbox{flex:1;min-width:0}.ck-oneline .ck-bar{min-height:40px}.ck-oneline .ck-attach{width:40px;height:40px}.ck-oneline .ck-bar>.ck-grow{display:none}.ck-slipbar{width:calc(100% - 2 * var(--u) * 4);max-width:var(--ck-content);min-height:52px;margin:0 auto calc(var(--u) * 1);border:1px solid color-mix(in oklab, var(--ck-accent) 35%, var(--ck-line));border-radius:var(--ck-radius-composer);background:color-mix(in oklab, var(--ck-accent) 8%, var(--ck-surface-fg));flex:none;align-items:center;gap:10px;padding:4px 4px 4px 14px;padding-inline:14px 4px;animation:.18s ease-out ck-slip-in;display:flex}@keyframes ck-slip-in{0%{opacity:0;transform:translateY(8px)}}.ck-slipbar-icon{color:var(--ck-accent);flex:none;display:inline-flex}.ck-slipbar-text{font-variant-numeric:tabular-nums;text-overflow:ellipsis;white-space:nowrap;flex:1;min-width:0;font-weight:550;overflow:hidden}.ck .ck-slipbar-open{border-radius:calc(var(--ck-radius-composer) - 4px);background:var(--ck-accent);min-width:76px;min-height:44px;color:var(--ck-on-accent);cursor:pointer;border:0;flex:none;padding:0 16px;font-weight:600}.ck .ck-slipbar-open:hover{background:color-mix(in oklab, var(--ck-accent) 88%, var(--ck-text))}.ck-suggestions{margin-block:calc(var(--u) * 1);flex-wrap:wrap;gap:8px;display:flex}.ck .ck-suggestion{border:1px solid var(--ck-line);background:var(--ck-surface-fg);min-height:36px;color:var(--ck-text);text-align:start;cursor:pointer;border-radius:18px;padding:6px 14px;font-size:.9375em}.ck .ck-suggestion:hover{border-color:var(--ck-accent);background:color-mix(in oklab, var(--ck-accent) 7%, var(--ck-surface-fg))}@media (pointer:coarse){.ck .ck-suggestion{min-height:44px}}@media (prefers-reduced-motion:reduce){.ck-slipbar{animation:none}}@container ck (width<=479px){.ck-slipbar{width:calc(100% - 2 * var(--u) * 2)}}@container ck (width<=349px){.ck-slipbar-icon{display:none}.ck .ck-slipbar-open{min-width:60px;padding-inline:12px}}@container ck (height<=440px){.ck-threadbox~.ck-composer .ck-disclaimer{display:none}.ck-disclaimer{padding-block-start:3px}.ck-composer{padding-block:2px 4px}.ck-oneline{padding:2px}.ck-slipbar{min-height:46px;margin-block-end:2px;padding-block:0}}`,
    mf = `.ck-md{overflow-wrap:anywhere;line-height:1.6}.ck-md>*+*,.ck-md blockquote>*+*,.ck-md li>div>*+*{margin-block-start:.75em}.ck-md>ul+ul,.ck-md>ol+ol{margin-block-start:.35em}.ck-md h1,.ck-md h2,.ck-md h3,.ck-md h4,.ck-md h5,.ck-md h6{letter-spacing:-.01em;font-weight:600;line-height:1.3}.ck-md>*+:is(h1,h2,h3,h4){margin-block-start:1.25em}.ck-md h1{font-size:1.5em}.ck-md h2{font-size:1.25em}.ck-md h3{font-size:1.0625em}.ck-md :is(h4,h5,h6){font-size:1em}.ck-md strong{font-weight:600}.ck-md em{font-style:italic}.ck-md a,.ck-deeplink{color:var(--ck-link);text-underline-offset:2px;text-decoration:underline;text-decoration-thickness:1px}.ck-md a:hover{text-decoration-thickness:2px}.ck-md :is(ul,ol){gap:.35em;padding-inline-start:1.5em;display:grid}.ck-md ul{list-style:outside}.ck-md ul ul{list-style:circle}.ck-md ol{list-style:decimal}.ck-md li>div>:is(ul,ol){margin-block-start:.35em}.ck-md li::marker{color:var(--ck-text-2)}.ck-md .ck-task{gap:.5em;margin-inline-start:-1.4em;list-style:none;display:flex}.ck-md blockquote{border-inline-start:3px solid var(--ck-line);color:var(--ck-text-2);margin-inline:0;padding-inline-start:1em}.ck-md hr{border:0;border-block-start:1px solid var(--ck-line);margin-block:1.5em}.ck-md :not(pre)>code,.ck-math code{font-family:var(--ck-font-mono);background:var(--ck-surface-3);border-radius:5px;padding:.1em .35em;font-size:.875em}.ck-md img{border-radius:10px;max-width:100%}.ck-md-growing>:last-child{animation:.15s ck-fade}.ck-loadimage{max-width:100%}.ck-broken{color:var(--ck-text-2)}.ck-code{border:1px solid var(--ck-line);border-radius:min(var(--ck-radius-control), 12px);background:var(--ck-surface-2);text-align:left;overflow:hidden}.ck-code-head{color:var(--ck-text-2);justify-content:space-between;align-items:center;padding:2px 4px 2px 14px;font-size:.75em;display:flex}.ck-code pre{scrollbar-width:thin;margin:0;padding:4px 14px 14px;overflow-x:auto}.ck-code pre:focus-visible{outline-offset:-2px}.ck-code code{font-family:var(--ck-font-mono);tab-size:4;white-space:pre;font-size:.84em;line-height:1.55}.hljs-comment,.hljs-quote{color:var(--ck-text-3);font-style:italic}.hljs-keyword,.hljs-selector-tag,.hljs-literal,.hljs-section,.hljs-doctag{color:light-dark(oklch(46% .19 300),oklch(79% .12 300))}.hljs-string,.hljs-addition,.hljs-regexp{color:light-dark(oklch(43% .11 150),oklch(80% .12 150))}.hljs-number,.hljs-attr,.hljs-variable,.hljs-template-variable,.hljs-type{color:light-dark(oklch(46% .13 45),oklch(82% .11 70))}.hljs-title,.hljs-name,.hljs-built_in,.hljs-selector-class{color:light-dark(oklch(44% .15 255),oklch(80% .1 250))}.hljs-deletion{color:var(--ck-danger)}.ck-tablebox{scrollbar-width:thin;max-width:100%;overflow-x:auto}.ck-tablebox:focus-visible{outline-offset:-2px}.ck-tablebox table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:min(100%,320px)}.ck-md .ck-tablebox{font-size:.9375em}.ck-tablebox :is(th,td){text-align:start;border-block-end:1px solid var(--ck-line-subtle);vertical-align:top;overflow-wrap:normal;padding:7px 14px 7px 0}.ck-tablebox th{white-space:nowrap;border-block-end-color:var(--ck-line);font-size:.92em;font-weight:600}.ck-tablebox tbody tr:last-child td{border-block-end:0}.ck-center{text-align:center!important}.ck-right{text-align:end!important}.ck-math-block{padding-block:6px;display:block;overflow-x:auto}`,
    hf = `.ck-force-dark{color-scheme:dark;color:var(--ck-text)}.ck-force-light{color-scheme:light;color:var(--ck-text)}.ck-flex{min-width:0;max-width:100%;display:flex}.ck-h{flex-direction:row}.ck-v{flex-direction:column}.ck-v>.ck-flex{flex-shrink:0}.ck-card,.ck-list{border:1px solid var(--ck-line);border-radius:var(--ck-radius-card);background:var(--ck-surface-fg);width:100%;overflow:clip}.ck-list{max-width:560px;padding:6px}.ck-card .ck-card{box-shadow:none}.ck-waits{opacity:.6;transition:opacity .15s}.ck-cardstatus{width:100%;color:var(--ck-text-2);text-align:start;align-items:center;gap:8px;font-size:.8125em;font-weight:500;border-block-end:1px solid var(--ck-line-subtle)!important;padding:10px 16px!important;display:flex!important}.ck-cardstatus:last-child{border-block-end:0!important}.ck-end{margin-inline-start:auto}.ck-favicon{border-radius:4px;width:16px;height:16px}.ck-framed{box-shadow:0 0 0 1px var(--ck-line)}.ck-cardfoot{flex-wrap:wrap;justify-content:flex-end;gap:8px;padding:0 16px 16px;display:flex}.ck-listitem{border-radius:max(4px, calc(var(--ck-radius-card) - 6px));padding:8px 10px;position:relative}.ck-listitem+.ck-listitem:not(.ck-clickable){border-block-start:1px solid var(--ck-line-subtle);border-radius:0}.ck-clickable:hover{background:var(--ck-hover)}.ck-stretched{border-radius:inherit;z-index:0;position:absolute;inset:0}.ck-clickable .ck-listrow{z-index:1;pointer-events:none;position:relative}.ck-clickable .ck-listrow :is(button,a,input,select,textarea,label){pointer-events:auto}.ck-listmore{text-align:center;width:100%;color:var(--ck-text-2);border-radius:10px;font-size:.875em;padding:10px!important}.ck-listmore:hover{background:var(--ck-hover)}.ck-divider{background:var(--ck-line-subtle);flex:none}.ck-divider-h{align-self:stretch}.ck-divider-h.ck-flush{margin-inline:-16px}.ck-divider-v{align-self:stretch}.ck-text{white-space:pre-wrap;overflow-wrap:anywhere;min-width:0}.ck-t-xs{font-size:calc(12px * var(--ck-scale));line-height:1.5}.ck-t-sm{font-size:calc(14px * var(--ck-scale));line-height:1.43}.ck-t-md{font-size:calc(16px * var(--ck-scale));line-height:1.5}.ck-t-lg{font-size:calc(18px * var(--ck-scale));line-height:1.6}.ck-t-xl{font-size:calc(20px * var(--ck-scale));line-height:1.5}.ck-titletext{letter-spacing:-.012em;overflow-wrap:anywhere;min-width:0;font-weight:600}.ck-h-sm{font-size:calc(18px * var(--ck-scale));line-height:26px}.ck-h-md{font-size:calc(20px * var(--ck-scale));line-height:26px}.ck-h-lg{font-size:calc(24px * var(--ck-scale));line-height:28px}.ck-h-xl{font-size:calc(32px * var(--ck-scale));line-height:38px}.ck-h-2xl{font-size:calc(36px * var(--ck-scale));line-height:42px}.ck-h-3xl{font-size:calc(48px * var(--ck-scale));line-height:1.1}.ck-h-4xl{font-size:calc(60px * var(--ck-scale));line-height:1.05}.ck-h-5xl{font-size:calc(72px * var(--ck-scale));line-height:1}.ck-h>.ck-titletext+.ck-caption{flex:none;max-width:45%}.ck-caption{color:var(--ck-text-2);overflow-wrap:anywhere;min-width:0}.ck-cap-sm{font-size:calc(12px * var(--ck-scale));line-height:1.4}.ck-cap-md{font-size:calc(13px * var(--ck-scale));line-height:1.4}.ck-cap-lg{font-size:calc(14px * var(--ck-scale));line-height:1.4}.ck-truncate{text-overflow:ellipsis;white-space:nowrap;overflow:hidden}.ck-clamp{-webkit-box-orient:vertical;display:-webkit-box;overflow:hidden}.ck-new{animation:.15s ck-fade}.ck-streaming:after{content:"";opacity:.5;background:currentColor;border-radius:50%;width:.5em;height:.5em;margin-inline-start:4px;display:inline-block}.ck-label{font-weight:500}.ck-iconpart{flex:none;display:inline-flex}.ck-image{max-width:100%;display:block}.ck-image.ck-flush{max-width:calc(100% + 32px);margin:-16px -16px 0}.ck-imagebox{background:var(--ck-surface-2);min-width:32px;max-width:100%;min-height:32px;color:var(--ck-text-2);border-radius:8px;flex:none;justify-content:center;align-items:center;padding:4px;font-size:.75em;display:inline-flex;overflow:hidden}.ck-c-primary{--t:var(--ck-text);--on:var(--ck-bg)}.ck[data-accent-level="3"] .ck-button.ck-c-primary{--t:var(--ck-accent);--on:var(--ck-on-accent)}.ck-c-secondary{--t:var(--ck-text-2);--on:var(--ck-bg)}.ck-c-success{--t:var(--ck-success);--on:light-dark(#fff,#000)}.ck-c-warning,.ck-c-caution{--t:var(--ck-warning);--on:light-dark(#fff,#000)}.ck-c-danger{--t:var(--ck-danger);--on:light-dark(#fff,#000)}.ck-c-info{--t:var(--ck-info);--on:light-dark(#fff,#000)}.ck-c-discovery{--t:var(--ck-discovery);--on:light-dark(#fff,#000)}.ck-badge{white-space:nowrap;font-variant-numeric:tabular-nums;border-radius:6px;flex:none;align-items:center;max-width:100%;padding-inline:7px;font-weight:600;display:inline-flex}.ck-b-sm{height:20px;font-size:11.5px}.ck-b-md{height:22px;font-size:12px}.ck-b-lg{height:24px;font-size:13px}.ck-pill{border-radius:9999px!important}.ck-badge.ck-solid{background:var(--t);color:var(--on)}.ck-badge.ck-soft{background:color-mix(in oklab, var(--t) 13%, var(--ck-surface-fg));color:var(--t)}.ck-badge.ck-outline{box-shadow:inset 0 0 0 1px color-mix(in oklab, var(--t) 45%, transparent);color:var(--t)}.ck-control{--h:32px;min-height:var(--h);border-radius:min(var(--ck-radius-control), calc(var(--h) / 2), 10px);font-size:calc(14px * var(--ck-scale));max-width:100%;padding-inline:12px;line-height:20px}.ck[data-radius=pill] .ck-button{border-radius:9999px}.ck-s-3xs{--h:22px;padding-inline:6px;font-size:12px}.ck-s-2xs{--h:24px;padding-inline:8px;font-size:12px}.ck-s-xs{--h:26px;padding-inline:8px;font-size:13px}.ck-s-sm{--h:28px;padding-inline:10px}.ck-s-md{--h:32px}.ck-s-lg{--h:36px;padding-inline:14px}.ck-s-xl{--h:40px;padding-inline:16px}.ck-s-2xl{--h:44px;padding-inline:16px;font-size:16px}.ck-s-3xl{--h:48px;padding-inline:18px;font-size:16px}.ck-g-2xs{padding-inline:6px}.ck-g-xs{padding-inline:8px}.ck-g-sm{padding-inline:10px}.ck-g-md{padding-inline:12px}.ck-g-lg{padding-inline:14px}.ck-g-xl{padding-inline:16px}.ck .ck-button{text-align:center;flex:none;justify-content:center;align-items:center;padding-block:0;font-weight:500;transition:background .12s,opacity .12s;display:inline-flex;position:relative}.ck .ck-s-3xs.ck-button{padding-inline:6px}.ck .ck-s-2xs.ck-button,.ck .ck-s-xs.ck-button{padding-inline:8px}.ck .ck-s-sm.ck-button{padding-inline:10px}.ck .ck-s-md.ck-button{padding-inline:12px}.ck .ck-s-lg.ck-button{padding-inline:14px}.ck .ck-s-xl.ck-button,.ck .ck-s-2xl.ck-button{padding-inline:16px}.ck .ck-s-3xl.ck-button{padding-inline:18px}.ck-buttonin{align-items:center;gap:6px;min-width:0;display:inline-flex}.ck-button.ck-solid{background:var(--t);color:var(--on)}.ck-button.ck-solid:not([aria-disabled]):hover{background:color-mix(in oklab, var(--t) 88%, var(--ck-bg))}.ck-button.ck-soft{background:color-mix(in oklab, var(--t) 12%, transparent);color:var(--t)}.ck-button.ck-soft.ck-c-secondary,.ck-button.ck-outline.ck-c-secondary,.ck-button.ck-ghost.ck-c-secondary{color:var(--ck-text)}.ck-button.ck-soft:not([aria-disabled]):hover{background:color-mix(in oklab, var(--t) 20%, transparent)}.ck-button.ck-outline{border:1px solid color-mix(in oklab, var(--t) 40%, transparent);color:var(--t)}.ck-button.ck-ghost{color:var(--t)}.ck-button:is(.ck-outline,.ck-ghost):not([aria-disabled]):hover{background:color-mix(in oklab, var(--t) 9%, transparent)}.ck-button[aria-disabled]{opacity:.5}.ck-button.ck-loading{opacity:.7}.ck-loading .ck-buttonin{visibility:hidden}.ck-buttonspin{position:absolute}.ck .ck-uniform.ck-button{width:var(--h);padding:0}.ck .ck-block{width:100%}.ck-fieldbox,.ck-editable{flex-direction:column;gap:4px;min-width:0;max-width:100%;display:flex;position:relative}.ck-h>.ck-fieldbox:has(>.ck-input,>.ck-textarea){flex:1}.ck-input,.ck-textarea,.ck .ck-select{border:1px solid var(--ck-line-strong);background:var(--ck-bg);width:100%}.ck-input.ck-soft,.ck-textarea.ck-soft,.ck .ck-select.ck-soft{background:var(--ck-surface-3);border-color:#0000}.ck .ck-select.ck-ghost{background:0 0;border-color:#0000}.ck .ck-select.ck-solid{background:var(--ck-surface-3);border-color:#0000}.ck-input::placeholder,.ck-textarea::placeholder,.ck-placeholder{color:var(--ck-text-3);opacity:1}.ck-input:disabled,.ck-textarea:disabled{opacity:.55}.ck-input[type=number]{font-variant-numeric:tabular-nums}.ck-textarea{resize:vertical;padding-block:8px}.ck-autosize{field-sizing:content;resize:none}.ck .ck-select{text-align:start;align-items:center;gap:8px;min-width:120px;padding-block:0;display:inline-flex}.ck-select .ck-icon{color:var(--ck-text-2)}.ck-selected{text-overflow:ellipsis;white-space:nowrap;flex:1;overflow:hidden}.ck-clear{position:absolute;inset-block-start:1px;inset-inline-end:30px}.ck-fielderror{color:var(--ck-danger);font-size:.8125em}[aria-invalid=true]{border-color:var(--ck-danger)!important}.ck-check{font-size:calc(14px * var(--ck-scale));cursor:pointer;align-items:center;gap:8px;min-height:24px;display:inline-flex}.ck-check input{width:17px;height:17px;accent-color:var(--ck-text);flex:none;margin:0}.ck[data-accent-level="1"] .ck-check input,.ck[data-accent-level="2"] .ck-check input,.ck[data-accent-level="3"] .ck-check input{accent-color:var(--ck-accent)}.ck-radios{flex-wrap:wrap;gap:8px 16px;min-width:0;display:flex}.ck-editable textarea{field-sizing:content;resize:none;background:0 0;border:1px solid #0000;border-radius:6px;width:100%;margin:-3px -5px;padding:2px 4px}.ck-editable textarea:hover,.ck-editable textarea:focus{border-color:var(--ck-line-strong);background:var(--ck-bg)}.ck-widgettable table{width:100%;font-size:calc(14px * var(--ck-scale))}.ck-widgettable :is(th,td){vertical-align:middle;padding:8px 10px}.ck-widgettable :is(th,td):first-child{padding-inline-start:0}.ck-widgettable :is(th,td):last-child{padding-inline-end:0}.ck-cell{flex-direction:column;align-items:stretch;min-width:0;display:flex}.ck-cell[data-align=start]{align-items:flex-start}.ck-cell[data-align=center]{align-items:center}.ck-cell[data-align=end]{align-items:flex-end}.ck-cell[data-align]>.ck-flex{align-self:stretch}.ck-cal{padding:6px}.ck-cal-head{justify-content:space-between;align-items:center;padding-block-end:6px;font-size:.9375em;display:flex}.ck-cal-head .ck-icon{transform:none}.ck:dir(rtl) .ck-cal-head .ck-icon{transform:scaleX(-1)}.ck-cal table{border-collapse:collapse}.ck-cal th{color:var(--ck-text-2);padding-block-end:4px;font-size:.75em;font-weight:500}.ck-cal td{padding:1px}.ck-day{text-align:center;font-variant-numeric:tabular-nums;border-radius:50%;width:36px;height:36px;font-size:.875em}.ck-day:hover:not(:disabled){background:var(--ck-hover)}.ck-day:disabled{color:var(--ck-text-3);opacity:.5;text-decoration:line-through}.ck-outside{color:var(--ck-text-3)}.ck-today{box-shadow:inset 0 0 0 1px var(--ck-line-strong);font-weight:700}.ck .ck-chosen{color:var(--ck-bg);background:var(--ck-text)!important}.ck-chart{gap:8px;width:100%;min-width:0;display:grid;position:relative}.ck-plot{border-radius:8px;width:100%;min-width:0;position:relative}.ck-plot svg{display:block;position:absolute;inset:0}.ck-grid{stroke:var(--ck-line-subtle)}.ck-axis{stroke:var(--ck-line)}.ck-cursor{stroke:var(--ck-line-strong);stroke-dasharray:3 3}.ck-band{fill:var(--ck-hover)}.ck-dot{stroke:var(--ck-surface-fg);stroke-width:2px}.ck-ticktext{fill:var(--ck-text-2);font-variant-numeric:tabular-nums;font-size:11.5px}.ck-legend{flex-wrap:wrap;justify-content:center;gap:4px 12px;display:flex}.ck-legend button{color:var(--ck-text-2);border-radius:6px;align-items:center;gap:6px;min-height:24px;padding:3px 4px;font-size:.8125em;display:inline-flex}.ck-legend button[aria-pressed=false] span{text-decoration:line-through}.ck-legend button[aria-pressed=false] i{opacity:.3}.ck-legend i,.ck-charttip i{border-radius:3px;flex:none;width:10px;height:10px}.ck-charttip{z-index:3;background:var(--ck-surface-fg);border:1px solid var(--ck-line);min-width:110px;max-width:60%;box-shadow:var(--ck-shadow);pointer-events:none;border-radius:10px;gap:3px;padding:8px 10px;font-size:12.5px;display:grid;position:absolute;top:8px}.ck-charttip>span{color:var(--ck-text-2);align-items:center;gap:6px;display:flex}.ck-charttip b{color:var(--ck-text);font-variant-numeric:tabular-nums;margin-inline-start:auto;padding-inline-start:12px}@media (forced-colors:active){.ck-badge,.ck-button{border:1px solid canvastext}.ck-legend i,.ck-charttip i{forced-color-adjust:none}}@container ck (width<=479px){.ck-card,.ck-list{max-width:100%}}.ck-v.ck-unaligned>:is(.ck-button:not(.ck-block),.ck-badge,.ck-iconpart){align-self:flex-start}.ck-genimage img{min-width:120px}.ck-widget [dir=auto],.ck-history-title,.ck-prompt [dir=auto]{text-align:match-parent}.ck-pricetable table{table-layout:fixed;border-collapse:separate;border-spacing:4px;width:calc(100% + 8px);margin:-4px}.ck-pricetable :is(th,td){font-weight:inherit;text-align:start;overflow-wrap:anywhere;padding:0}.ck-pricetable thead th{height:20px}.ck-pricetable :is(th,td):first-child{width:28%}.ck-pricetable th>.ck-cell{container-type:inline-size}.ck-pricetable th .ck-text{font-size:clamp(8px, 100cqi / (var(--word,1) * .7), 14px * var(--ck-scale))}.ck-pricetable td{vertical-align:top!important}.ck .ck-pricetable .ck-price{flex:none;width:100%;min-width:0;padding-inline:2px}.ck-pricetable td .ck-badge{margin-block-start:3px}.ck-pricetable td .ck-text{white-space:normal;line-height:1.25}@container ck (width<=479px){.ck-pricetable :is(th,td):first-child{width:30%}.ck-pricetable tbody th .ck-text{font-size:clamp(8px, 100cqi / (var(--word,1) * .66), 12.5px * var(--ck-scale));letter-spacing:-.03em}.ck-pricetable table{border-spacing:3px;width:calc(100% + 6px);margin:-3px}.ck .ck-pricetable .ck-price{min-height:58px}.ck-pricetable .ck-price-line{flex:1 0 100%;justify-content:center}}@container ck (width<=349px){.ck-pricetable :is(th,td):first-child{width:30%}.ck-price-main .ck-price-move{display:none}.ck .ck-pricetable .ck-price{padding-inline:0}.ck-pricetable .ck-price-line{font-size:11px}.ck-pricetable .ck-price-book,.ck-pricetable td .ck-badge{font-size:10px}.ck-pricetable td .ck-badge{padding-inline:2px}}.ck .ck-fold{min-height:28px;font-size:calc(12px * var(--ck-scale));color:var(--ck-text-2);border-radius:8px;align-self:flex-start;align-items:center;gap:4px;margin-inline-start:-6px;padding-inline:6px;display:inline-flex}.ck .ck-fold-more{border:1px solid var(--ck-line);border-radius:min(var(--ck-radius-control), 10px);min-height:44px;font-size:calc(14px * var(--ck-scale));color:var(--ck-text);justify-content:center;align-self:stretch;margin-inline-start:0;font-weight:500}.ck .ck-fold:hover{background:var(--ck-hover)}.ck-h:has(>.ck-foldpart){flex-wrap:wrap}.ck-foldpart{outline:none;flex:1 0 100%;order:1;min-width:0}.ck-foldpart .ck-md{font-size:calc(12px * var(--ck-scale))}@media (pointer:coarse){.ck .ck-fold{min-height:44px}}.ck .ck-price{border:1px solid var(--ck-line);border-radius:min(var(--ck-radius-control), 10px);background:var(--ck-surface-fg);min-width:64px;min-height:44px;color:var(--ck-text);font-variant-numeric:tabular-nums;text-align:center;cursor:pointer;flex-direction:column;flex:1 1 0;justify-content:center;align-items:center;padding:4px 8px;line-height:1.25;transition:background .12s,border-color .12s;display:inline-flex}.ck .ck-price.ck-block{width:100%}.ck .ck-price:hover{border-color:var(--ck-accent);background:color-mix(in oklab, var(--ck-accent) 7%, var(--ck-surface-fg))}.ck .ck-price:disabled{cursor:default;opacity:.45;border-color:var(--ck-line);background:0 0}.ck-price-both{flex-wrap:wrap;justify-content:center;align-items:baseline;column-gap:6px;max-width:100%;display:flex}.ck-price-line{color:var(--ck-text-2);white-space:nowrap;align-items:center;gap:2px;font-size:.8125em;font-weight:500;display:inline-flex}.ck-price-move{stroke-width:2.5px}.ck-price-main{white-space:nowrap;align-items:center;gap:4px;font-size:.9375em;font-weight:600;display:inline-flex}.ck-price-taken .ck-price-main .ck-price-move{display:none}.ck-price-book{max-width:100%;color:var(--ck-text-2);text-overflow:ellipsis;white-space:nowrap;font-size:.6875em;overflow:hidden}.ck .ck-price-taken,.ck .ck-price-taken:hover{border-color:var(--ck-accent);background:var(--ck-accent);color:var(--ck-on-accent)}.ck-price-taken :is(.ck-price-line,.ck-price-book){color:inherit}.ck-widget:focus{outline:none}.ck-widget:focus-visible{border-radius:var(--ck-radius-card);outline:2px solid var(--ck-focus);outline-offset:2px}@media (forced-colors:active){.ck .ck-price-taken{forced-color-adjust:none;color:highlighttext;background:highlight;border-color:highlight}}`,
    gf = null;
  function _f() {
    return (
      (gf ??= [ff, pf, mf, hf].map((e) => {
        let t = new CSSStyleSheet();
        return (t.replaceSync(e), t);
      })),
      gf
    );
  }
  function Z(e) {
    return function () {
      return e;
    };
  }
  var vf = Math.PI,
    yf = 2 * vf,
    bf = 1e-6,
    xf = yf - bf;
  function Sf(e) {
    this._ += e[0];
    for (let t = 1, n = e.length; t < n; ++t) this._ += arguments[t] + e[t];
  }
  function Cf(e) {
    let t = Math.floor(e);
    if (!(t >= 0)) throw Error(`invalid digits: ${e}`);
    if (t > 15) return Sf;
    let n = 10 ** t;
    return function (e) {
      this._ += e[0];
      for (let t = 1, r = e.length; t < r; ++t) this._ += Math.round(arguments[t] * n) / n + e[t];
    };
  }
  function wf(e, t, n, r) {
    return e === n && t === r;
  }
  function Tf(e) {
    let t = Math.floor(e);
    if (!(t <= 15)) return wf;
    let n = 10 ** t,
      r = function (e) {
        return Math.round(e * n);
      };
    return function (e, t, n, i) {
      return r(e) === r(n) && r(t) === r(i);
    };
  }
  var Ef = class {
    constructor(e) {
      ((this._x0 = this._y0 = this._x1 = this._y1 = null),
        (this._ = ``),
        (this._append = e == null ? Sf : Cf(e)),
        (this._equal = e == null ? wf : Tf(e)));
    }
    moveTo(e, t) {
      this._append`M${(this._x0 = this._x1 = +e)},${(this._y0 = this._y1 = +t)}`;
    }
    closePath() {
      this._x1 !== null && ((this._x1 = this._x0), (this._y1 = this._y0), this._append`Z`);
    }
    lineTo(e, t) {
      this._append`L${(this._x1 = +e)},${(this._y1 = +t)}`;
    }
    quadraticCurveTo(e, t, n, r) {
      this._append`Q${+e},${+t},${(this._x1 = +n)},${(this._y1 = +r)}`;
    }
    bezierCurveTo(e, t, n, r, i, a) {
      this._append`C${+e},${+t},${+n},${+r},${(this._x1 = +i)},${(this._y1 = +a)}`;
    }
    arcTo(e, t, n, r, i) {
      if (((e = +e), (t = +t), (n = +n), (r = +r), (i = +i), i < 0)) throw Error(`negative radius: ${i}`);
      let a = this._x1,
        o = this._y1,
        s = n - e,
        c = r - t,
        l = a - e,
        u = o - t,
        d = l * l + u * u;
      if (this._x1 === null) this._append`M${(this._x1 = e)},${(this._y1 = t)}`;
      else if (d > bf) {
        if (!(Math.abs(u * s - c * l) > bf) || !i) this._append`L${(this._x1 = e)},${(this._y1 = t)}`;
        else {
          let f = n - a,
            p = r - o,
            m = s * s + c * c,
            h = f * f + p * p,
            g = Math.sqrt(m),
            _ = Math.sqrt(d),
            v = i * Math.tan((vf - Math.acos((m + d - h) / (2 * g * _))) / 2),
            y = v / _,
            b = v / g;
          (Math.abs(y - 1) > bf && this._append`L${e + y * l},${t + y * u}`,
            this._append`A${i},${i},0,0,${+(u * f > l * p)},${(this._x1 = e + b * s)},${(this._y1 = t + b * c)}`);
        }
      }
    }
    arc(e, t, n, r, i, a) {
      if (((e = +e), (t = +t), (n = +n), (a = !!a), n < 0)) throw Error(`negative radius: ${n}`);
      let o = n * Math.cos(r),
        s = n * Math.sin(r),
        c = e + o,
        l = t + s,
        u = 1 ^ a,
        d = a ? r - i : i - r;
      if (
        (this._x1 === null
          ? this._append`M${c},${l}`
          : (Math.abs(this._x1 - c) > bf || Math.abs(this._y1 - l) > bf) && this._append`L${c},${l}`,
        n)
      ) {
        if ((d < 0 && (d = (d % yf) + yf), d > xf))
          this._append`A${n},${n},0,1,${u},${e - o},${t - s}A${n},${n},0,1,${u},${(this._x1 = c)},${(this._y1 = l)}`;
        else if (d > bf) {
          let a = e + n * Math.cos(i),
            o = t + n * Math.sin(i);
          if (d >= vf && this._equal(c, l, a, o)) {
            d /= 2;
            let i = r + d;
            this._append`A${n},${n},0,${+(d >= vf)},${u},${e + n * Math.cos(i)},${t + n * Math.sin(i)}`;
          }
          this._append`A${n},${n},0,${+(d >= vf)},${u},${(this._x1 = a)},${(this._y1 = o)}`;
        }
      }
    }
    rect(e, t, n, r) {
      this._append`M${(this._x0 = this._x1 = +e)},${(this._y0 = this._y1 = +t)}h${(n = +n)}v${+r}h${-n}Z`;
    }
    toString() {
      return this._;
    }
  };
  Ef.prototype;
  function Df(e) {
    let t = 3;
    return (
      (e.digits = function (n) {
        if (!arguments.length) return t;
        if (n == null) t = null;
        else {
          let e = Math.floor(n);
          if (!(e >= 0)) throw RangeError(`invalid digits: ${n}`);
          t = e;
        }
        return e;
      }),
      () => new Ef(t)
    );
  }
  Array.prototype.slice;
  function Of(e) {
    return typeof e == `object` && `length` in e ? e : Array.from(e);
  }
  function kf(e) {
    this._context = e;
  }
  kf.prototype = {
    areaStart: function () {
      this._line = 0;
    },
    areaEnd: function () {
      this._line = NaN;
    },
    lineStart: function () {
      this._point = 0;
    },
    lineEnd: function () {
      ((this._line || (this._line !== 0 && this._point === 1)) && this._context.closePath(),
        (this._line = 1 - this._line));
    },
    point: function (e, t) {
      switch (((e = +e), (t = +t), this._point)) {
        case 0:
          ((this._point = 1), this._line ? this._context.lineTo(e, t) : this._context.moveTo(e, t));
          break;
        case 1:
          this._point = 2;
        default:
          this._context.lineTo(e, t);
      }
    },
  };
  function Af(e) {
    return new kf(e);
  }
  function jf(e) {
    return e[0];
  }
  function Mf(e) {
    return e[1];
  }
  function Nf(e, t) {
    var n = Z(!0),
      r = null,
      i = Af,
      a = null,
      o = Df(s);
    ((e = typeof e == `function` ? e : e === void 0 ? jf : Z(e)),
      (t = typeof t == `function` ? t : t === void 0 ? Mf : Z(t)));
    function s(s) {
      var c,
        l = (s = Of(s)).length,
        u,
        d = !1,
        f;
      for (r ?? (a = i((f = o()))), c = 0; c <= l; ++c)
        (!(c < l && n((u = s[c]), c, s)) === d && ((d = !d) ? a.lineStart() : a.lineEnd()),
          d && a.point(+e(u, c, s), +t(u, c, s)));
      if (f) return ((a = null), f + `` || null);
    }
    return (
      (s.x = function (t) {
        return arguments.length ? ((e = typeof t == `function` ? t : Z(+t)), s) : e;
      }),
      (s.y = function (e) {
        return arguments.length ? ((t = typeof e == `function` ? e : Z(+e)), s) : t;
      }),
      (s.defined = function (e) {
        return arguments.length ? ((n = typeof e == `function` ? e : Z(!!e)), s) : n;
      }),
      (s.curve = function (e) {
        return arguments.length ? ((i = e), r != null && (a = i(r)), s) : i;
      }),
      (s.context = function (e) {
        return arguments.length ? (e == null ? (r = a = null) : (a = i((r = e))), s) : r;
      }),
      s
    );
  }
  function Pf(e, t, n) {
    var r = null,
      i = Z(!0),
      a = null,
      o = Af,
      s = null,
      c = Df(l);
    ((e = typeof e == `function` ? e : e === void 0 ? jf : Z(+e)),
      (t = typeof t == `function` ? t : Z(t === void 0 ? 0 : +t)),
      (n = typeof n == `function` ? n : n === void 0 ? Mf : Z(+n)));
    function l(l) {
      var u,
        d,
        f,
        p = (l = Of(l)).length,
        m,
        h = !1,
        g,
        _ = Array(p),
        v = Array(p);
      for (a ?? (s = o((g = c()))), u = 0; u <= p; ++u) {
        if (!(u < p && i((m = l[u]), u, l)) === h) {
          if ((h = !h)) ((d = u), s.areaStart(), s.lineStart());
          else {
            for (s.lineEnd(), s.lineStart(), f = u - 1; f >= d; --f) s.point(_[f], v[f]);
            (s.lineEnd(), s.areaEnd());
          }
        }
        h && ((_[u] = +e(m, u, l)), (v[u] = +t(m, u, l)), s.point(r ? +r(m, u, l) : _[u], n ? +n(m, u, l) : v[u]));
      }
      if (g) return ((s = null), g + `` || null);
    }
    function u() {
      return Nf().defined(i).curve(o).context(a);
    }
    return (
      (l.x = function (t) {
        return arguments.length ? ((e = typeof t == `function` ? t : Z(+t)), (r = null), l) : e;
      }),
      (l.x0 = function (t) {
        return arguments.length ? ((e = typeof t == `function` ? t : Z(+t)), l) : e;
      }),
      (l.x1 = function (e) {
        return arguments.length ? ((r = e == null ? null : typeof e == `function` ? e : Z(+e)), l) : r;
      }),
      (l.y = function (e) {
        return arguments.length ? ((t = typeof e == `function` ? e : Z(+e)), (n = null), l) : t;
      }),
      (l.y0 = function (e) {
        return arguments.length ? ((t = typeof e == `function` ? e : Z(+e)), l) : t;
      }),
      (l.y1 = function (e) {
        return arguments.length ? ((n = e == null ? null : typeof e == `function` ? e : Z(+e)), l) : n;
      }),
      (l.lineX0 = l.lineY0 =
        function () {
          return u().x(e).y(t);
        }),
      (l.lineY1 = function () {
        return u().x(e).y(n);
      }),
      (l.lineX1 = function () {
        return u().x(r).y(t);
      }),
      (l.defined = function (e) {
        return arguments.length ? ((i = typeof e == `function` ? e : Z(!!e)), l) : i;
      }),
      (l.curve = function (e) {
        return arguments.length ? ((o = e), a != null && (s = o(a)), l) : o;
      }),
      (l.context = function (e) {
        return arguments.length ? (e == null ? (a = s = null) : (s = o((a = e))), l) : a;
      }),
      l
    );
  }
  var Ff = class {
    constructor(e, t) {
      ((this._context = e), (this._x = t));
    }
    areaStart() {
      this._line = 0;
    }
    areaEnd() {
      this._line = NaN;
    }
    lineStart() {
      this._point = 0;
    }
    lineEnd() {
      ((this._line || (this._line !== 0 && this._point === 1)) && this._context.closePath(),
        (this._line = 1 - this._line));
    }
    point(e, t) {
      switch (((e = +e), (t = +t), this._point)) {
        case 0:
          ((this._point = 1), this._line ? this._context.lineTo(e, t) : this._context.moveTo(e, t));
          break;
        case 1:
          this._point = 2;
        default:
          this._x
            ? this._context.bezierCurveTo((this._x0 = (this._x0 + e) / 2), this._y0, this._x0, t, e, t)
            : this._context.bezierCurveTo(this._x0, (this._y0 = (this._y0 + t) / 2), e, this._y0, e, t);
      }
      ((this._x0 = e), (this._y0 = t));
    }
  };
  function If(e) {
    return new Ff(e, !0);
  }
  function Lf(e) {
    return new Ff(e, !1);
  }
  function Rf() {}
  function zf(e, t, n) {
    e._context.bezierCurveTo(
      (2 * e._x0 + e._x1) / 3,
      (2 * e._y0 + e._y1) / 3,
      (e._x0 + 2 * e._x1) / 3,
      (e._y0 + 2 * e._y1) / 3,
      (e._x0 + 4 * e._x1 + t) / 6,
      (e._y0 + 4 * e._y1 + n) / 6,
    );
  }
  function Bf(e) {
    this._context = e;
  }
  Bf.prototype = {
    areaStart: function () {
      this._line = 0;
    },
    areaEnd: function () {
      this._line = NaN;
    },
    lineStart: function () {
      ((this._x0 = this._x1 = this._y0 = this._y1 = NaN), (this._point = 0));
    },
    lineEnd: function () {
      switch (this._point) {
        case 3:
          zf(this, this._x1, this._y1);
        case 2:
          this._context.lineTo(this._x1, this._y1);
      }
      ((this._line || (this._line !== 0 && this._point === 1)) && this._context.closePath(),
        (this._line = 1 - this._line));
    },
    point: function (e, t) {
      switch (((e = +e), (t = +t), this._point)) {
        case 0:
          ((this._point = 1), this._line ? this._context.lineTo(e, t) : this._context.moveTo(e, t));
          break;
        case 1:
          this._point = 2;
          break;
        case 2:
          ((this._point = 3), this._context.lineTo((5 * this._x0 + this._x1) / 6, (5 * this._y0 + this._y1) / 6));
        default:
          zf(this, e, t);
      }
      ((this._x0 = this._x1), (this._x1 = e), (this._y0 = this._y1), (this._y1 = t));
    },
  };
  function Vf(e) {
    return new Bf(e);
  }
  function Hf(e) {
    this._context = e;
  }
  Hf.prototype = {
    areaStart: Rf,
    areaEnd: Rf,
    lineStart: function () {
      ((this._x0 =
        this._x1 =
        this._x2 =
        this._x3 =
        this._x4 =
        this._y0 =
        this._y1 =
        this._y2 =
        this._y3 =
        this._y4 =
          NaN),
        (this._point = 0));
    },
    lineEnd: function () {
      switch (this._point) {
        case 1:
          (this._context.moveTo(this._x2, this._y2), this._context.closePath());
          break;
        case 2:
          (this._context.moveTo((this._x2 + 2 * this._x3) / 3, (this._y2 + 2 * this._y3) / 3),
            this._context.lineTo((this._x3 + 2 * this._x2) / 3, (this._y3 + 2 * this._y2) / 3),
            this._context.closePath());
          break;
        case 3:
          (this.point(this._x2, this._y2), this.point(this._x3, this._y3), this.point(this._x4, this._y4));
      }
    },
    point: function (e, t) {
      switch (((e = +e), (t = +t), this._point)) {
        case 0:
          ((this._point = 1), (this._x2 = e), (this._y2 = t));
          break;
        case 1:
          ((this._point = 2), (this._x3 = e), (this._y3 = t));
          break;
        case 2:
          ((this._point = 3),
            (this._x4 = e),
            (this._y4 = t),
            this._context.moveTo((this._x0 + 4 * this._x1 + e) / 6, (this._y0 + 4 * this._y1 + t) / 6));
          break;
        default:
          zf(this, e, t);
      }
      ((this._x0 = this._x1), (this._x1 = e), (this._y0 = this._y1), (this._y1 = t));
    },
  };
  function Uf(e) {
    return new Hf(e);
  }
  function Wf(e) {
    this._context = e;
  }
  Wf.prototype = {
    areaStart: function () {
      this._line = 0;
    },
    areaEnd: function () {
      this._line = NaN;
    },
    lineStart: function () {
      ((this._x0 = this._x1 = this._y0 = this._y1 = NaN), (this._point = 0));
    },
    lineEnd: function () {
      ((this._line || (this._line !== 0 && this._point === 3)) && this._context.closePath(),
        (this._line = 1 - this._line));
    },
    point: function (e, t) {
      switch (((e = +e), (t = +t), this._point)) {
        case 0:
          this._point = 1;
          break;
        case 1:
          this._point = 2;
          break;
        case 2:
          this._point = 3;
          var n = (this._x0 + 4 * this._x1 + e) / 6,
            r = (this._y0 + 4 * this._y1 + t) / 6;
          this._line ? this._context.lineTo(n, r) : this._context.moveTo(n, r);
          break;
        case 3:
          this._point = 4;
        default:
          zf(this, e, t);
      }
      ((this._x0 = this._x1), (this._x1 = e), (this._y0 = this._y1), (this._y1 = t));
    },
  };
  function Gf(e) {
    return new Wf(e);
  }
  function Kf(e) {
    this._context = e;
  }
  Kf.prototype = {
    areaStart: Rf,
    areaEnd: Rf,
    lineStart: function () {
      this._point = 0;
    },
    lineEnd: function () {
      this._point && this._context.closePath();
    },
    point: function (e, t) {
      ((e = +e), (t = +t), this._point ? this._context.lineTo(e, t) : ((this._point = 1), this._context.moveTo(e, t)));
    },
  };
  function qf(e) {
    return new Kf(e);
  }
  function Jf(e) {
    return e < 0 ? -1 : 1;
  }
  function Yf(e, t, n) {
    var r = e._x1 - e._x0,
      i = t - e._x1,
      a = (e._y1 - e._y0) / (r || (i < 0 && -0)),
      o = (n - e._y1) / (i || (r < 0 && -0)),
      s = (a * i + o * r) / (r + i);
    return (Jf(a) + Jf(o)) * Math.min(Math.abs(a), Math.abs(o), 0.5 * Math.abs(s)) || 0;
  }
  function Xf(e, t) {
    var n = e._x1 - e._x0;
    return n ? ((3 * (e._y1 - e._y0)) / n - t) / 2 : t;
  }
  function Zf(e, t, n) {
    var r = e._x0,
      i = e._y0,
      a = e._x1,
      o = e._y1,
      s = (a - r) / 3;
    e._context.bezierCurveTo(r + s, i + s * t, a - s, o - s * n, a, o);
  }
  function Qf(e) {
    this._context = e;
  }
  Qf.prototype = {
    areaStart: function () {
      this._line = 0;
    },
    areaEnd: function () {
      this._line = NaN;
    },
    lineStart: function () {
      ((this._x0 = this._x1 = this._y0 = this._y1 = this._t0 = NaN), (this._point = 0));
    },
    lineEnd: function () {
      switch (this._point) {
        case 2:
          this._context.lineTo(this._x1, this._y1);
          break;
        case 3:
          Zf(this, this._t0, Xf(this, this._t0));
      }
      ((this._line || (this._line !== 0 && this._point === 1)) && this._context.closePath(),
        (this._line = 1 - this._line));
    },
    point: function (e, t) {
      var n = NaN;
      if (((e = +e), (t = +t), e !== this._x1 || t !== this._y1)) {
        switch (this._point) {
          case 0:
            ((this._point = 1), this._line ? this._context.lineTo(e, t) : this._context.moveTo(e, t));
            break;
          case 1:
            this._point = 2;
            break;
          case 2:
            ((this._point = 3), Zf(this, Xf(this, (n = Yf(this, e, t))), n));
            break;
          default:
            Zf(this, this._t0, (n = Yf(this, e, t)));
        }
        ((this._x0 = this._x1), (this._x1 = e), (this._y0 = this._y1), (this._y1 = t), (this._t0 = n));
      }
    },
  };
  function $f(e) {
    this._context = new ep(e);
  }
  ($f.prototype = Object.create(Qf.prototype)).point = function (e, t) {
    Qf.prototype.point.call(this, t, e);
  };
  function ep(e) {
    this._context = e;
  }
  ep.prototype = {
    moveTo: function (e, t) {
      this._context.moveTo(t, e);
    },
    closePath: function () {
      this._context.closePath();
    },
    lineTo: function (e, t) {
      this._context.lineTo(t, e);
    },
    bezierCurveTo: function (e, t, n, r, i, a) {
      this._context.bezierCurveTo(t, e, r, n, a, i);
    },
  };
  function tp(e) {
    return new Qf(e);
  }
  function np(e) {
    return new $f(e);
  }
  function rp(e) {
    this._context = e;
  }
  rp.prototype = {
    areaStart: function () {
      this._line = 0;
    },
    areaEnd: function () {
      this._line = NaN;
    },
    lineStart: function () {
      ((this._x = []), (this._y = []));
    },
    lineEnd: function () {
      var e = this._x,
        t = this._y,
        n = e.length;
      if (n) {
        if ((this._line ? this._context.lineTo(e[0], t[0]) : this._context.moveTo(e[0], t[0]), n === 2))
          this._context.lineTo(e[1], t[1]);
        else
          for (var r = ip(e), i = ip(t), a = 0, o = 1; o < n; ++a, ++o)
            this._context.bezierCurveTo(r[0][a], i[0][a], r[1][a], i[1][a], e[o], t[o]);
      }
      ((this._line || (this._line !== 0 && n === 1)) && this._context.closePath(),
        (this._line = 1 - this._line),
        (this._x = this._y = null));
    },
    point: function (e, t) {
      (this._x.push(+e), this._y.push(+t));
    },
  };
  function ip(e) {
    var t,
      n = e.length - 1,
      r,
      i = Array(n),
      a = Array(n),
      o = Array(n);
    for (i[0] = 0, a[0] = 2, o[0] = e[0] + 2 * e[1], t = 1; t < n - 1; ++t)
      ((i[t] = 1), (a[t] = 4), (o[t] = 4 * e[t] + 2 * e[t + 1]));
    for (i[n - 1] = 2, a[n - 1] = 7, o[n - 1] = 8 * e[n - 1] + e[n], t = 1; t < n; ++t)
      ((r = i[t] / a[t - 1]), (a[t] -= r), (o[t] -= r * o[t - 1]));
    for (i[n - 1] = o[n - 1] / a[n - 1], t = n - 2; t >= 0; --t) i[t] = (o[t] - i[t + 1]) / a[t];
    for (a[n - 1] = (e[n] + i[n - 1]) / 2, t = 0; t < n - 1; ++t) a[t] = 2 * e[t + 1] - i[t + 1];
    return [i, a];
  }
  function ap(e) {
    return new rp(e);
  }
  function op(e, t) {
    ((this._context = e), (this._t = t));
  }
  op.prototype = {
    areaStart: function () {
      this._line = 0;
    },
    areaEnd: function () {
      this._line = NaN;
    },
    lineStart: function () {
      ((this._x = this._y = NaN), (this._point = 0));
    },
    lineEnd: function () {
      (0 < this._t && this._t < 1 && this._point === 2 && this._context.lineTo(this._x, this._y),
        (this._line || (this._line !== 0 && this._point === 1)) && this._context.closePath(),
        this._line >= 0 && ((this._t = 1 - this._t), (this._line = 1 - this._line)));
    },
    point: function (e, t) {
      switch (((e = +e), (t = +t), this._point)) {
        case 0:
          ((this._point = 1), this._line ? this._context.lineTo(e, t) : this._context.moveTo(e, t));
          break;
        case 1:
          this._point = 2;
        default:
          if (this._t <= 0) (this._context.lineTo(this._x, t), this._context.lineTo(e, t));
          else {
            var n = this._x * (1 - this._t) + e * this._t;
            (this._context.lineTo(n, this._y), this._context.lineTo(n, t));
          }
      }
      ((this._x = e), (this._y = t));
    },
  };
  function sp(e) {
    return new op(e, 0.5);
  }
  function cp(e) {
    return new op(e, 0);
  }
  function lp(e) {
    return new op(e, 1);
  }
  var up = {
      "2xs": `2px`,
      xs: `4px`,
      sm: `6px`,
      md: `8px`,
      lg: `10px`,
      xl: `12px`,
      "2xl": `16px`,
      "3xl": `20px`,
      "4xl": `24px`,
      full: `9999px`,
      "100%": `100%`,
      none: `0`,
    },
    dp = {
      prose: `var(--ck-text)`,
      primary: `var(--ck-text)`,
      emphasis: `var(--ck-text)`,
      secondary: `var(--ck-text-2)`,
      tertiary: `var(--ck-text-3)`,
      success: `var(--ck-success)`,
      warning: `var(--ck-warning)`,
      danger: `var(--ck-danger)`,
      info: `var(--ck-info)`,
      discovery: `var(--ck-discovery)`,
      inherit: `inherit`,
      default: `var(--ck-text)`,
    },
    fp = {
      surface: `var(--ck-surface-fg)`,
      "surface-secondary": `var(--ck-surface-2)`,
      "surface-tertiary": `var(--ck-surface-3)`,
      "surface-elevated": `var(--ck-surface-fg)`,
      "surface-elevated-secondary": `var(--ck-surface-2)`,
    },
    pp = { default: `var(--ck-line)`, subtle: `var(--ck-line-subtle)`, strong: `var(--ck-line-strong)` },
    mp = {
      gray: [255, 0.01],
      red: [25, 0.21],
      orange: [50, 0.18],
      yellow: [90, 0.17],
      green: [150, 0.17],
      blue: [255, 0.19],
      purple: [300, 0.2],
      pink: [350, 0.2],
    };
  function hp(e, t = `text`) {
    if (V(e)) {
      let n = hp(e.light ?? e.dark, t),
        r = hp(e.dark ?? e.light, t);
      return n && r ? `light-dark(${n}, ${r})` : null;
    }
    if (typeof e != `string`) return null;
    let n = t === `background` ? { ...dp, ...fp } : t === `border` ? { ...dp, ...pp } : dp;
    return Object.hasOwn(n, e) ? n[e] : (gp(e) ?? lf(t === `background` ? `background` : `color`, e));
  }
  function gp(e) {
    let t = /^alpha-(\d{2,3})$/.exec(e);
    if (t) {
      let e = Math.min(Number(t[1]), 100) / 100;
      return `light-dark(oklch(0 0 0 / ${e}), oklch(1 0 0 / ${e}))`;
    }
    let n = /^(gray|red|orange|yellow|green|blue|purple|pink)-(\d{2,4})$/.exec(e);
    if (!n) return null;
    let [r, i] = mp[n[1]],
      a = Math.min(1e3, Math.max(25, Number(n[2]))) / 1e3,
      o = 0.985 - a * 0.79,
      s = 1 - Math.abs(a - 0.5) * 1.5;
    return `oklch(${Op(o)} ${Op(i * Math.max(0.1, s))} ${r})`;
  }
  function _p(e) {
    return typeof e == `number` && Number.isFinite(e)
      ? `${e * 4}px`
      : typeof e == `string` && /^\d+(\.\d+)?$/.test(e.trim())
        ? `${Number(e) * 4}px`
        : typeof e == `string`
          ? (lf(`width`, e) ?? lf(`padding`, e))
          : null;
  }
  function vp(e, t = `width`) {
    return typeof e == `number` && Number.isFinite(e)
      ? `${e}px`
      : typeof e == `string` && /^\d+(\.\d+)?$/.test(e.trim())
        ? `${e.trim()}px`
        : lf(t, e);
  }
  function yp(e) {
    return typeof e == `number` ? `${e}px` : typeof e == `string` ? (up[e] ?? lf(`border-radius`, e)) : null;
  }
  function bp(e, t, n) {
    if (!V(t)) {
      let r = typeof t == `string` && t.trim().includes(` `) ? lf(e, t) : _p(t);
      r && (n[e] = r);
      return;
    }
    let { x: r, y: i, top: a, bottom: o, left: s, right: c } = t;
    (Q(n, `${e}-top`, _p(a ?? i)),
      Q(n, `${e}-bottom`, _p(o ?? i)),
      Q(n, `${e}-left`, _p(s ?? r)),
      Q(n, `${e}-right`, _p(c ?? r)));
  }
  function xp(e) {
    if (typeof e == `number`) return e > 0 ? `${e}px solid var(--ck-line)` : `0`;
    if (!V(e)) return null;
    let t = lf(`border-style`, e.style ?? `solid`) ?? `solid`;
    return `${Number(e.size ?? 1) || 0}px ${t} ${hp(e.color, `border`) ?? `var(--ck-line)`}`;
  }
  function Sp(e, t) {
    let n = xp(e);
    if (typeof e == `number` || (V(e) && `size` in e)) {
      Q(t, `border`, n);
      return;
    }
    if (!V(e)) return;
    let { x: r, y: i, top: a, bottom: o, left: s, right: c } = e;
    (Q(t, `border-top`, xp(a ?? i)),
      Q(t, `border-bottom`, xp(o ?? i)),
      Q(t, `border-left`, xp(s ?? r)),
      Q(t, `border-right`, xp(c ?? r)));
  }
  function Cp(e, t = {}) {
    let { size: n, minSize: r, maxSize: i } = e;
    (Q(t, `width`, vp(e.width ?? n)),
      Q(t, `height`, vp(e.height ?? n, `height`)),
      Q(t, `min-width`, vp(e.minWidth ?? r, `min-width`)),
      Q(t, `min-height`, vp(e.minHeight ?? r, `min-height`)));
    let a = vp(e.maxWidth ?? i, `max-width`);
    (a && (t[`max-width`] = `min(${a}, 100%)`),
      a && /^(none|auto|fit|max|min)/.test(a) && (t[`max-width`] = a),
      Q(t, `max-height`, vp(e.maxHeight ?? i, `max-height`)));
    let o = e.aspectRatio;
    (Q(t, `aspect-ratio`, typeof o == `number` ? String(o) : lf(`aspect-ratio`, o)),
      Q(t, `border-radius`, yp(e.radius)),
      bp(`margin`, e.margin, t));
    let { flex: s } = e;
    return (
      typeof s == `number` || (typeof s == `string` && /^\d+$/.test(s))
        ? ((t.flex = `${s} 1 0`), (t[`min-width`] ??= `0`))
        : Q(t, `flex`, lf(`flex`, s)),
      t
    );
  }
  var wp = { start: `flex-start`, end: `flex-end`, center: `center`, baseline: `baseline`, stretch: `stretch` },
    Tp = {
      start: `flex-start`,
      end: `flex-end`,
      center: `center`,
      between: `space-between`,
      around: `space-around`,
      evenly: `space-evenly`,
      stretch: `stretch`,
    };
  function Ep(e, t = {}) {
    let n = {};
    (Q(n, `align-items`, wp[H(e.align ?? t.align)] ?? null),
      Q(n, `justify-content`, Tp[H(e.justify)] ?? null),
      Q(n, `gap`, _p(e.gap ?? t.gap)));
    let r = H(e.wrap);
    return (
      [`nowrap`, `wrap`, `wrap-reverse`].includes(r) && (n[`flex-wrap`] = r),
      bp(`padding`, e.padding, n),
      Sp(e.border, n),
      Q(n, `background`, hp(e.background, `background`)),
      e.scrollable === !0 && (n.overflow = `auto`),
      Cp(e, n)
    );
  }
  function Dp(e, t = `md`) {
    let n = U.iconPx;
    return typeof e == `number` ? e : (n[String(e)] ?? U.iconPx[t]);
  }
  function Q(e, t, n) {
    n != null && (e[t] = n);
  }
  function $(e, t, n) {
    return t.includes(e) ? e : n;
  }
  function Op(e) {
    return Math.round(e * 1e3) / 1e3;
  }
  var kp = [`blue`, `purple`, `orange`, `green`, `red`, `yellow`, `pink`],
    Ap = {
      blue: `light-dark(oklch(0.56 0.19 258), oklch(0.7 0.16 255))`,
      purple: `light-dark(oklch(0.53 0.21 300), oklch(0.72 0.16 300))`,
      orange: `light-dark(oklch(0.65 0.18 48), oklch(0.76 0.15 55))`,
      green: `light-dark(oklch(0.58 0.15 152), oklch(0.76 0.16 152))`,
      red: `light-dark(oklch(0.58 0.21 25), oklch(0.7 0.17 24))`,
      yellow: `light-dark(oklch(0.72 0.15 85), oklch(0.85 0.15 92))`,
      pink: `light-dark(oklch(0.62 0.2 355), oklch(0.75 0.15 352))`,
    };
  function jp(e, t, n) {
    let r = (Array.isArray(e.data) ? e.data : []).filter(V),
      i = V(e.xAxis) ? e.xAxis : { dataKey: e.xAxis },
      a = V(i.labels) ? i.labels : {},
      o = r.map((e) => {
        let t = H(e[H(i.dataKey)]);
        return Object.hasOwn(a, t) ? String(a[t]) : t;
      }),
      s = (Array.isArray(e.series) ? e.series : []).filter(V).map((e, t) => {
        let n = kp[t % kp.length],
          r = typeof e.color == `string` && Object.hasOwn(Ap, e.color) ? Ap[e.color] : hp(e.color);
        return {
          type: e.type === `line` || e.type === `area` ? e.type : `bar`,
          dataKey: H(e.dataKey),
          label: H(e.label ?? e.dataKey),
          color: r ?? Ap[n],
          stack: typeof e.stack == `string` ? e.stack : void 0,
          curve: typeof e.curveType == `string` ? e.curveType : void 0,
        };
      }),
      c = Np(
        s.filter((e) => !t.has(e.dataKey)),
        r,
      ),
      {
        low: l,
        high: u,
        ticks: d,
      } = Fp(
        ...Mp(
          c,
          c.flatMap((e) => e.spans.flatMap((e) => e ?? [])),
        ),
        n,
      );
    return { labels: o, series: s, segments: c, low: l, high: u, ticks: d };
  }
  function Mp(e, t) {
    let n = [Math.min(0, ...t), Math.max(0, ...t)];
    if (!e.length || e.some((e) => e.series.type !== `line`)) return n;
    let r = e.flatMap((e) => e.spans.flatMap((e) => (e ? [e[1]] : []))),
      [i, a] = [Math.min(...r), Math.max(...r)],
      o = Math.max(Math.abs(i), Math.abs(a));
    return (i > 0 || a < 0) && a - i < o * U.chart.zoomLinesBelow && a > i ? [i, a] : n;
  }
  function Np(e, t) {
    let n = new Map();
    return e.map((e) => ({
      series: e,
      spans: t.map((t, r) => {
        let i = Pp(t[e.dataKey]);
        if (i === null) return null;
        if (!e.stack || e.type === `line`) return [0, i];
        let a = `${e.stack}:${i < 0 ? `-` : `+`}`,
          o = n.get(a) ?? [],
          s = o[r] ?? 0;
        return ((o[r] = s + i), n.set(a, o), [s, s + i]);
      }),
    }));
  }
  function Pp(e) {
    let t = typeof e == `string` && e.trim() !== `` ? Number(e) : e;
    return typeof t == `number` && Number.isFinite(t) ? t : null;
  }
  function Fp(e, t, n) {
    if (e === t) return { low: 0, high: 1, ticks: [0, 1] };
    let r = (t - e) / Math.max(1, n - 1),
      i = 10 ** Math.floor(Math.log10(r)),
      a = ([1, 2, 2.5, 5, 10].find((e) => e * i >= r - 1e-12) ?? 10) * i,
      o = Math.floor(e / a + 1e-9) * a,
      s = Math.ceil(t / a - 1e-9) * a,
      c = [];
    for (let e = 0; o + e * a <= s + a / 2; e++) c.push(Number((o + e * a).toPrecision(12)));
    return { low: o, high: s, ticks: c };
  }
  var Ip = {
      basis: Vf,
      basisClosed: Uf,
      basisOpen: Gf,
      bumpX: If,
      bumpY: Lf,
      bump: If,
      linear: Af,
      linearClosed: qf,
      natural: ap,
      monotoneX: tp,
      monotoneY: np,
      monotone: tp,
      step: sp,
      stepBefore: cp,
      stepAfter: lp,
    },
    Lp = 22,
    Rp = 5;
  function zp({ node: e }) {
    let { t, locale: n, host: r } = K(),
      i = L(null),
      [a, o] = F(0),
      [s, c] = F(0),
      [l, u] = F(new Set()),
      [d, f] = F(null);
    (uo(r, () => f(null), d !== null),
      I(() => {
        let e = new ResizeObserver(([e]) => {
          (o(Math.floor(e.contentRect.width)), c(Math.floor(e.contentRect.height)));
        });
        return (e.observe(i.current), () => e.disconnect());
      }, []));
    let p = Cp(e),
      m = vp(e.height ?? e.size) !== null;
    delete p.height;
    let h = jp(e, l, U.chart.ticks),
      g = new Intl.NumberFormat(n, { maximumFractionDigits: 2 }),
      _ = typeof e.aspectRatio == `number` && e.aspectRatio > 0 ? e.aspectRatio : U.chart.aspect,
      v = m ? s : Math.round(a / _),
      y = (e) => {
        let t = new Set(l);
        (!t.delete(e) && t.size < h.series.length - 1 && t.add(e), u(t));
      },
      b = h.labels.length
        ? t(`chartOf`, {
            kind: [...new Set(h.series.map((e) => e.type))].join(`, `),
            series: h.series.map((e) => e.label).join(`, `),
            n: h.labels.length,
            first: h.labels[0] ?? ``,
            last: h.labels.at(-1) ?? ``,
          })
        : t(`noData`),
      x = (e) => f(d === null ? (e > 0 ? 0 : h.labels.length - 1) : Math.min(h.labels.length - 1, Math.max(0, d + e))),
      S = (e) => {
        let t = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
        t && (x(t), e.preventDefault(), e.stopPropagation());
      },
      C = d === null ? `` : `${h.labels[d]}: ${h.segments.map((e) => `${e.series.label} ${Wp(e, d, g)}`).join(`, `)}`,
      w = e.showTooltip !== !1;
    return W(`figure`, {
      class: `ck-chart`,
      style: p,
      children: [
        W(`div`, {
          class: `ck-plot`,
          ref: i,
          style: m ? { height: vp(e.height ?? e.size, `height`) } : { "aspect-ratio": String(_) },
          role: `group`,
          "aria-label": b,
          tabIndex: 0,
          onKeyDown: S,
          onBlur: () => f(null),
          onMouseLeave: () => f(null),
          children: [
            a > 0 && v > 0
              ? W(Bp, {
                  node: e,
                  model: h,
                  width: a,
                  height: v,
                  at: d,
                  onAt: w ? f : () => void 0,
                  label: b,
                  format: g,
                })
              : null,
            w && d !== null && a > 0 ? W(Gp, { model: h, at: d, width: a, format: g }) : null,
          ],
        }),
        e.showLegend === !1
          ? null
          : W(`ul`, {
              class: `ck-legend`,
              children: h.series.map((e) =>
                W(
                  `li`,
                  {
                    children: W(`button`, {
                      type: `button`,
                      "aria-pressed": !l.has(e.dataKey),
                      onClick: () => y(e.dataKey),
                      children: [
                        W(`i`, { style: { background: e.color } }),
                        W(`span`, { dir: `auto`, children: e.label }),
                      ],
                    }),
                  },
                  e.dataKey,
                ),
              ),
            }),
        W(`div`, { class: `ck-hidden`, "aria-live": `polite`, children: C }),
        W(Kp, { model: h, format: g, summary: b }),
      ],
    });
  }
  function Bp(e) {
    let { node: t, model: n, width: r, height: i, at: a, onAt: o, format: s } = e,
      c = t.showYAxis === !0,
      l = V(t.xAxis) ? t.xAxis : {},
      u = c ? Math.max(...n.ticks.map((e) => s.format(e).length)) * 7 + 10 : 2,
      d = l.hide === !0 ? 4 : Lp,
      f = { left: u, top: 8, width: Math.max(1, r - u - 2), height: Math.max(1, i - d - 8) },
      p = n.labels.length,
      m = f.width / Math.max(1, p),
      h = n.segments.some((e) => e.series.type === `bar`),
      g = (e) => f.left + (h || p === 1 ? (e + 0.5) * m : Rp + (e / Math.max(1, p - 1)) * (f.width - 10)),
      _ = (e) => f.top + f.height * (1 - (e - n.low) / (n.high - n.low)),
      v = Math.max(1, Math.ceil((Math.max(...n.labels.map((e) => e.length), 1) * 6.6 + 12) / m));
    return W(`svg`, {
      width: r,
      height: i,
      viewBox: `0 0 ${r} ${i}`,
      role: `img`,
      "aria-label": e.label,
      onMouseMove: (e) => {
        let t = e.currentTarget.getBoundingClientRect(),
          n = ((e.clientX - t.left) / t.width) * r - f.left,
          i = h ? Math.floor(n / m) : Math.round(((n - Rp) / (f.width - 10)) * (p - 1));
        o(p ? Math.min(p - 1, Math.max(0, i)) : null);
      },
      children: [
        n.ticks.map((e) =>
          W(
            `g`,
            {
              children: [
                W(`line`, {
                  class: e === 0 ? `ck-axis` : `ck-grid`,
                  x1: f.left,
                  x2: f.left + f.width,
                  y1: _(e),
                  y2: _(e),
                }),
                c
                  ? W(`text`, {
                      class: `ck-ticktext`,
                      x: f.left - 6,
                      y: _(e),
                      dy: `0.32em`,
                      "text-anchor": `end`,
                      children: s.format(e),
                    })
                  : null,
              ],
            },
            e,
          ),
        ),
        a === null
          ? null
          : h
            ? W(`rect`, { class: `ck-band`, x: f.left + a * m, width: m, y: f.top, height: f.height })
            : W(`line`, { class: `ck-cursor`, x1: g(a), x2: g(a), y1: f.top, y2: f.top + f.height }),
        W(Hp, { ...e, inner: f, bandWidth: m, y: _ }),
        n.segments.map((e) =>
          e.series.type === `bar` ? null : W(Up, { segment: e, x: g, y: _, at: a }, e.series.dataKey),
        ),
        l.hide === !0
          ? null
          : n.labels.map((e, t) =>
              t % v
                ? null
                : W(
                    `text`,
                    { class: `ck-ticktext`, x: Vp(g(t), e, r), y: i - 5, "text-anchor": `middle`, children: e },
                    t,
                  ),
            ),
      ],
    });
  }
  function Vp(e, t, n) {
    let r = t.length * 3.3;
    return Math.min(n - r - 1, Math.max(r + 1, e));
  }
  function Hp(e) {
    let { node: t, model: n, inner: r, bandWidth: i, y: a } = e,
      o = n.segments.filter((e) => e.series.type === `bar`),
      s = [...new Set(o.map(({ series: e }) => e.stack ?? `=${e.dataKey}`))],
      c = typeof t.barGap == `number` ? t.barGap : U.chart.barGap,
      l = typeof t.barCategoryGap == `number` ? t.barCategoryGap : U.chart.barCategoryGap,
      u = Math.max(i * 0.3, i - l),
      d = Math.min(64, Math.max(1, (u - c * (s.length - 1)) / Math.max(1, s.length))),
      f = d * s.length + c * (s.length - 1);
    return W(`g`, {
      children: o.map(({ series: e, spans: t }) => {
        let n = s.indexOf(e.stack ?? `=${e.dataKey}`);
        return t.map((t, o) => {
          if (!t) return null;
          let s = r.left + o * i + (i - f) / 2 + n * (d + c),
            l = Math.min(a(t[0]), a(t[1])),
            u = Math.abs(a(t[0]) - a(t[1]));
          return W(
            `rect`,
            {
              x: s,
              y: l,
              width: d,
              height: Math.max(u, t[0] === t[1] ? 0 : 1),
              rx: Math.min(3, d / 3),
              style: { fill: e.color },
            },
            `${e.dataKey}${o}`,
          );
        });
      }),
    });
  }
  function Up(e) {
    let { segment: t, x: n, y: r, at: i } = e,
      { series: a, spans: o } = t,
      s = Ip[a.curve ?? U.chart.curve] ?? Ip[U.chart.curve],
      c = o.map((e, t) => ({ index: t, span: e })),
      l = Nf()
        .defined((e) => e.span !== null)
        .x((e) => n(e.index))
        .y((e) => r(e.span[1]))
        .curve(s)(c),
      u =
        a.type === `area`
          ? Pf()
              .defined((e) => e.span !== null)
              .x((e) => n(e.index))
              .y0((e) => r(e.span[0]))
              .y1((e) => r(e.span[1]))
              .curve(s)(c)
          : null,
      d = c.every((e) => !e.span || e.span[1] === c[0]?.span?.[1]),
      f = a.type === `line` && c.length <= U.chart.dotsUpTo && !d,
      p = c.filter((e, t) => e.span && (f || (!c[t - 1]?.span && !c[t + 1]?.span))),
      m = i === null ? null : c[i];
    return W(`g`, {
      children: [
        u ? W(`path`, { d: u, style: { fill: a.color }, "fill-opacity": `0.18` }) : null,
        l
          ? W(`path`, {
              d: l,
              fill: `none`,
              style: { stroke: a.color },
              "stroke-width": `2`,
              "stroke-linejoin": `round`,
              "stroke-linecap": `round`,
            })
          : null,
        p.map((e) => W(`circle`, { cx: n(e.index), cy: r(e.span[1]), r: `3`, style: { fill: a.color } }, e.index)),
        m?.span
          ? W(`circle`, { cx: n(m.index), cy: r(m.span[1]), r: `4`, class: `ck-dot`, style: { fill: a.color } })
          : null,
      ],
    });
  }
  function Wp(e, t, n) {
    let r = e.spans[t];
    return r ? n.format(r[1] - r[0]) : `–`;
  }
  function Gp(e) {
    let { model: t, at: n, width: r, format: i } = e,
      a = (n + 0.5) / Math.max(1, t.labels.length);
    return W(`div`, {
      class: `ck-charttip`,
      style: a > 0.5 ? { right: `${Math.max(0, r * (1 - a) + 12)}px` } : { left: `${Math.max(0, r * a + 12)}px` },
      "aria-hidden": `true`,
      children: [
        W(`strong`, { dir: `auto`, children: t.labels[n] }),
        t.segments.map((e) =>
          W(
            `span`,
            {
              children: [
                W(`i`, { style: { background: e.series.color } }),
                W(`span`, { dir: `auto`, children: e.series.label }),
                W(`b`, { children: Wp(e, n, i) }),
              ],
            },
            e.series.dataKey,
          ),
        ),
      ],
    });
  }
  function Kp(e) {
    let { model: t, format: n } = e;
    return W(`table`, {
      class: `ck-hidden`,
      children: [
        W(`caption`, { children: e.summary }),
        W(`thead`, {
          children: W(`tr`, {
            children: [
              W(`td`, {}),
              t.segments.map(({ series: e }) => W(`th`, { scope: `col`, children: e.label }, e.dataKey)),
            ],
          }),
        }),
        W(`tbody`, {
          children: t.labels.map((e, r) =>
            W(
              `tr`,
              {
                children: [
                  W(`th`, { scope: `row`, children: e }),
                  t.segments.map((e) => W(`td`, { children: Wp(e, r, n) }, e.series.dataKey)),
                ],
              },
              r,
            ),
          ),
        }),
      ],
    });
  }
  function qp(e, t, n, r, i = Object.is) {
    let a = io(),
      o = q(),
      [s, c] = F(t),
      [l, u] = F(null),
      d = L(!1),
      f = L(s);
    return (
      (f.current = s),
      I(() => {
        d.current ? i(t, f.current) && (d.current = !1) : c(t);
      }, [t]),
      I(() => {
        if (!a || !e) return;
        let t = { name: e, value: () => f.current, element: r, report: (e) => u(e) };
        return a.add(t);
      }, [a, e]),
      {
        value: s,
        set: (e) => {
          ((d.current = !0), (f.current = e), c(e), l && u(null));
        },
        problem: l,
        describe: l ? `${o.uid}-${n.replace(/[^\w]+/g, `-`)}-e` : void 0,
      }
    );
  }
  function Jp(e, t) {
    return `${e}-${t.replace(/[^\w.-]+/g, `_`)}`;
  }
  function Yp(e) {
    return e === !0 ? {} : { "data-1p-ignore": ``, "data-lpignore": `true`, "data-form-type": `other` };
  }
  var Xp = { up: `lucide:arrow-up`, down: `lucide:arrow-down` };
  function Zp(e) {
    let { chat: t, t: n } = K(),
      r = q(),
      { node: i, priceKey: a, action: o } = e,
      s = r.prices?.cells.get(a),
      c = t.taps.taken(a),
      l = i.disabled === !0,
      u = s?.label || H(i.label);
    return W(`button`, {
      type: `button`,
      class: `ck-price ${c ? `ck-price-taken` : ``} ${i.block ? `ck-block` : ``}`,
      "aria-pressed": c,
      disabled: l,
      onClick: () => {
        if (l) return;
        let e = t.taps.tap(a, { action: o, itemId: r.itemId });
        t.announce(n(e ? `onSlip` : `offSlip`, { name: u }));
      },
      children: [
        W(`span`, { class: `ck-hidden`, role: `img`, "aria-label": n(`priceName`, { name: u }) }),
        W(`span`, {
          class: `ck-price-both`,
          "aria-hidden": !0,
          children: [
            s?.line
              ? W(`span`, {
                  class: `ck-price-line`,
                  children: [
                    W(`bdi`, { children: s.line }),
                    s.move ? W(G, { name: Xp[s.move], size: 11, class: `ck-price-move ck-price-${s.move}` }) : null,
                  ],
                })
              : null,
            W(`span`, {
              class: `ck-price-main`,
              children: [
                c ? W(G, { name: `check`, size: 14 }) : null,
                W(`bdi`, { children: s?.price ?? u }),
                s?.move && !s.line
                  ? W(G, { name: Xp[s.move], size: 11, class: `ck-price-move ck-price-${s.move}` })
                  : null,
              ],
            }),
          ],
        }),
        s?.book ? W(`span`, { class: `ck-price-book`, "aria-hidden": !0, children: s.book }) : null,
      ],
    });
  }
  var Qp = [`3xs`, `2xs`, `xs`, `sm`, `md`, `lg`, `xl`, `2xl`, `3xl`],
    $p = [`primary`, `secondary`, `info`, `discovery`, `success`, `caution`, `warning`, `danger`],
    em = [`solid`, `soft`, `outline`, `ghost`],
    tm = { "3xs": 12, "2xs": 12, xs: 14, sm: 14, md: 16, lg: 16, xl: 18, "2xl": 18, "3xl": 20 };
  function nm(e, t) {
    let n = $(e.variant, em, t.variant),
      r = $(e.size, Qp, t.size ?? `md`),
      i = $(e.gutterSize, [`2xs`, `xs`, `sm`, `md`, `lg`, `xl`], `md`);
    return `ck-control ck-${n} ck-s-${r} ${e.gutterSize ? `ck-g-${i}` : ``} ${e.pill ? `ck-pill` : ``} ${e.block ? `ck-block` : ``}`;
  }
  function rm(e) {
    let t = q(),
      n = e.node.onClickAction,
      r = H(e.node.id);
    if (im(t.ends.get(r)) || (r && r === t.stake?.of?.button)) return null;
    let i = $t(t.prices, n);
    return i !== null && n ? W(Zp, { node: e.node, priceKey: i, action: n }) : W(am, { ...e });
  }
  function im(e) {
    let t = e === void 0 ? 1 / 0 : e - Date.now(),
      [, n] = F(0);
    return (
      I(() => {
        if (t <= 0 || t > 2 ** 31 - 1) return;
        let e = setTimeout(() => n((e) => e + 1), t);
        return () => clearTimeout(e);
      }, [e]),
      t <= 0
    );
  }
  function am({ node: e, place: t }) {
    let n = q(),
      r = io(),
      i = e.onClickAction,
      a = n.busy.has(t.path),
      o = e.style === `secondary`,
      s = $(e.variant, em, o ? `outline` : `solid`),
      c = $(e.size, Qp, `md`),
      l = $(e.color, $p, o ? `secondary` : `primary`),
      u = e.submit === !0,
      d = e.disabled === !0 || a || n.blocked(i) || (u && n.responding && !i),
      f = H(e.label),
      p = H(e.iconStart),
      m = H(e.iconEnd),
      h = Dp(e.iconSize, c === `3xs` || c === `2xs` || c === `xs` ? `xs` : `sm`);
    return W(`button`, {
      type: u ? `submit` : `button`,
      class: `ck-control ck-button ck-${s} ck-s-${c} ck-c-${l} ${e.pill ? `ck-pill` : ``} ${e.block ? `ck-block` : ``} ${e.uniform ? `ck-uniform` : ``} ${a ? `ck-loading` : ``}`,
      disabled: e.disabled === !0,
      "aria-disabled": d || void 0,
      "aria-busy": a || void 0,
      "aria-label": n.names.get(H(e.id)) ?? (f ? void 0 : Xu(ei(p || m) ?? `button`)),
      onClick: (e) => {
        if (d) {
          e.preventDefault();
          return;
        }
        if (u && r && (e.preventDefault(), r.submit?.(!0), !i)) return;
        let a = n.stake?.chipOf(i);
        a ? n.stake?.choose(a) : i && n.run(i, { control: `Button`, path: t.path, container: t.container, form: r });
      },
      children: [
        W(`span`, {
          class: `ck-buttonin`,
          children: [
            p ? W(G, { name: p, size: h }) : null,
            f && !(e.uniform && p) ? W(`span`, { dir: `auto`, children: f }) : null,
            f && e.uniform && p ? W(`span`, { class: `ck-hidden`, children: f }) : null,
            m ? W(G, { name: m, size: h }) : null,
          ],
        }),
        a ? W(G, { name: `lucide:loader-circle`, size: tm[c] ?? 16, class: `ck-spin ck-buttonspin` }) : null,
      ],
    });
  }
  function om({ node: e, place: t }) {
    let { t: n } = K(),
      r = q(),
      i = L(null),
      a = H(e.name),
      o = r.stake?.of?.field === a ? r.stake : null,
      {
        value: s,
        set: c,
        problem: l,
        describe: u,
      } = qp(a, H(e.defaultValue), t.path, () => i.current, o ? um : void 0),
      d = $(e.inputType, [`number`, `email`, `text`, `password`, `tel`, `url`], `text`),
      f = io();
    (dm(i, e), Ko(o, f, H(s), H(e.defaultValue), c));
    let p = e.onChangeAction,
      m = L(s),
      h = () => {
        p &&
          m.current !== s &&
          ((m.current = s),
          r.run(p, { control: `Input`, path: t.path, container: t.container, form: f, own: { [a]: s } }));
      };
    return W(`span`, {
      class: `ck-fieldbox`,
      children: [
        W(`input`, {
          ref: i,
          id: Jp(r.uid, a),
          name: a,
          type: d,
          inputMode: d === `number` || o ? `decimal` : void 0,
          step: d === `number` ? `any` : void 0,
          class: `${nm(e, { variant: `outline` })} ck-input`,
          value: s,
          placeholder: H(e.placeholder),
          required: e.required === !0,
          pattern: H(e.pattern) || void 0,
          disabled: e.disabled === !0,
          "aria-label": fm(e, a, r.labels),
          "aria-invalid": l ? !0 : void 0,
          "aria-describedby": u,
          autocomplete: e.allowAutofillExtensions === !0 ? void 0 : `off`,
          ...Yp(e.allowAutofillExtensions),
          onInput: (e) => {
            (c(e.currentTarget.value), o?.changed(e.currentTarget.value));
          },
          onFocus: (e) => o && e.currentTarget.select(),
          onBlur: () => (o ? void o.save() : h()),
          onKeyDown: (e) => {
            co(e) && (e.preventDefault(), o ? o.save() : f?.submit ? f.submit(!0) : h());
          },
        }),
        l ? W(`span`, { id: u, class: `ck-fielderror`, role: `alert`, children: n(l) }) : null,
      ],
    });
  }
  function sm({ node: e, place: t }) {
    let { t: n } = K(),
      r = q(),
      i = L(null),
      a = H(e.name),
      { value: o, set: s, problem: c, describe: l } = qp(a, H(e.defaultValue), t.path, () => i.current),
      u = typeof e.rows == `number` ? e.rows : 3,
      d = Math.max(u, typeof e.maxRows == `number` ? e.maxRows : 10);
    return (
      dm(i, e),
      W(`span`, {
        class: `ck-fieldbox`,
        children: [
          W(`textarea`, {
            ref: i,
            id: Jp(r.uid, a),
            name: a,
            rows: u,
            class: `${nm(e, { variant: `outline` })} ck-textarea ${e.autoResize ? `ck-autosize` : ``}`,
            style: { "max-height": `calc(${d} * 1lh + 18px)` },
            value: o,
            placeholder: H(e.placeholder),
            required: e.required === !0,
            "data-pattern": H(e.pattern) || void 0,
            disabled: e.disabled === !0,
            "aria-label": fm(e, a, r.labels),
            "aria-invalid": c ? !0 : void 0,
            "aria-describedby": l,
            ...Yp(e.allowAutofillExtensions),
            onInput: (e) => s(e.currentTarget.value),
          }),
          c ? W(`span`, { id: l, class: `ck-fielderror`, role: `alert`, children: n(c) }) : null,
        ],
      })
    );
  }
  function cm({ node: e, place: t }) {
    let { t: n } = K(),
      r = q(),
      i = io(),
      a = L(null),
      o = H(e.name),
      { value: s, set: c, problem: l, describe: u } = qp(o, e.defaultChecked === !0, t.path, () => a.current),
      d = e.onChangeAction,
      f = H(e.label);
    return W(`span`, {
      class: `ck-fieldbox`,
      children: [
        W(`label`, {
          class: `ck-check`,
          children: [
            W(`input`, {
              ref: a,
              id: Jp(r.uid, o),
              type: `checkbox`,
              name: o,
              checked: s === !0,
              required: e.required === !0,
              disabled: e.disabled === !0,
              "aria-label": f || r.labels.has(o) ? void 0 : Xu(o),
              "aria-invalid": l ? !0 : void 0,
              "aria-describedby": u,
              onChange: (e) => {
                let n = e.currentTarget.checked;
                r.blocked(d)
                  ? (e.currentTarget.checked = s === !0)
                  : (c(n),
                    d &&
                      r.run(d, {
                        control: `Checkbox`,
                        path: t.path,
                        container: t.container,
                        form: i,
                        own: { [o]: n },
                      }));
              },
            }),
            f ? W(`span`, { dir: `auto`, children: f }) : null,
          ],
        }),
        l ? W(`span`, { id: u, class: `ck-fielderror`, role: `alert`, children: n(l) }) : null,
      ],
    });
  }
  function lm({ node: e, place: t }) {
    let { t: n } = K(),
      r = q(),
      i = io(),
      a = L(null),
      o = H(e.name),
      {
        value: s,
        set: c,
        problem: l,
        describe: u,
      } = qp(
        o,
        e.defaultValue === void 0 || e.defaultValue === null ? void 0 : H(e.defaultValue),
        t.path,
        () => a.current,
      ),
      d = e.onChangeAction,
      f = Array.isArray(e.options) ? e.options : [];
    return W(`fieldset`, {
      class: `ck-radios ${e.direction === `col` ? `ck-v` : `ck-h`}`,
      role: `radiogroup`,
      id: Jp(r.uid, o),
      "aria-label": H(e.ariaLabel) || o,
      "aria-required": e.required === !0 || void 0,
      "aria-describedby": u,
      disabled: e.disabled === !0,
      children: [
        f.map((n, l) =>
          W(
            `label`,
            {
              class: `ck-check`,
              children: [
                W(`input`, {
                  ref: l === 0 ? a : void 0,
                  type: `radio`,
                  name: `${r.uid}-${o}`,
                  checked: s === H(n.value),
                  required: e.required === !0,
                  disabled: n.disabled === !0,
                  onChange: () => {
                    if (r.blocked(d)) return;
                    let e = H(n.value);
                    (c(e),
                      d &&
                        r.run(d, {
                          control: `RadioGroup`,
                          path: t.path,
                          container: t.container,
                          form: i,
                          own: { [o]: e },
                        }));
                  },
                }),
                W(`span`, { dir: `auto`, children: H(n.label) }),
              ],
            },
            H(n.value),
          ),
        ),
        l ? W(`span`, { id: u, class: `ck-fielderror`, role: `alert`, children: n(l) }) : null,
      ],
    });
  }
  function um(e, t) {
    let n = Wt(H(e));
    return n !== null && n === Wt(H(t));
  }
  function dm(e, t) {
    I(() => {
      (t.autoFocus === !0 && e.current?.focus({ preventScroll: !0 }), t.autoSelect === !0 && e.current?.select());
    }, []);
  }
  function fm(e, t, n) {
    if (!n.has(t)) return H(e.placeholder) || Xu(t.replace(/[._]/g, ` `));
  }
  var pm = 864e5;
  function mm(e) {
    return /^(\d{4}-\d{2}-\d{2})/.exec(H(e))?.[1];
  }
  var hm = (e) => Date.parse(`${e}T00:00:00Z`),
    gm = (e) => new Date(e).toISOString().slice(0, 10);
  function _m({ node: e, place: t }) {
    let { t: n, locale: r } = K(),
      i = q(),
      a = io(),
      o = L(null),
      [s, c] = F(!1),
      l = H(e.name),
      { value: u, set: d, problem: f, describe: p } = qp(l, mm(e.defaultValue), t.path, () => o.current),
      m = e.onChangeAction,
      h = e.disabled === !0 || i.blocked(m),
      g = u,
      _ = (e) => {
        (c(!1),
          h ||
            e === u ||
            (d(e),
            m && i.run(m, { control: `DatePicker`, path: t.path, container: t.container, form: a, own: { [l]: e } })));
      },
      v = H(e.placeholder) || n(`pickDate`),
      y = g ? new Intl.DateTimeFormat(r, { dateStyle: `medium`, timeZone: `UTC` }).format(hm(g)) : v,
      b = $(e.side, [`top`, `bottom`, `left`, `right`], U.dateSide),
      x = $(e.align, [`start`, `center`, `end`], U.dateAlign),
      S = fm({ placeholder: v }, l, i.labels);
    return W(`span`, {
      class: `ck-fieldbox ${e.block ? `ck-block` : ``}`,
      children: [
        W(`button`, {
          ref: o,
          type: `button`,
          id: Jp(i.uid, l),
          class: `${nm(e, { variant: `outline` })} ck-c-secondary ck-select`,
          disabled: e.disabled === !0,
          "aria-disabled": h || void 0,
          "aria-haspopup": `dialog`,
          "aria-expanded": s,
          "aria-label": S ? `${S}${g ? `: ${y}` : ``}` : void 0,
          "data-missing": e.required === !0 && !g,
          "aria-describedby": p,
          onClick: () => !h && c(!s),
          children: [
            W(G, { name: `calendar`, size: 16 }),
            W(`span`, { class: g ? `ck-selected` : `ck-selected ck-placeholder`, children: y }),
          ],
        }),
        e.clearable === !0 && g && !h
          ? W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-small ck-clear`,
              "aria-label": n(`clear`),
              onClick: () => _(void 0),
              children: W(G, { name: `close`, size: 14 }),
            })
          : null,
        s
          ? W(_o, {
              anchor: o,
              class: `ck-calendar`,
              role: `dialog`,
              label: v,
              side: x === `center` ? b : `${b}-${x}`,
              onClose: () => c(!1),
              children: W(vm, { day: g, min: mm(e.min), max: mm(e.max), onChoose: _ }),
            })
          : null,
        f ? W(`span`, { id: p, class: `ck-fielderror`, role: `alert`, children: n(f) }) : null,
      ],
    });
  }
  function vm(e) {
    let { t, locale: n } = K(),
      { min: r, max: i } = e,
      a = gm(Date.now() - new Date().getTimezoneOffset() * 6e4),
      [o, s] = F(ym(e.day ?? a, r, i)),
      c = L(null);
    I(() => c.current?.querySelector(`button[tabindex="0"]`)?.focus({ preventScroll: !0 }), [o]);
    let l = bm(n),
      u = new Date(hm(o)),
      d = Date.UTC(u.getUTCFullYear(), u.getUTCMonth(), 1),
      f = d - ((new Date(d).getUTCDay() - l + 7) % 7) * pm,
      p = (e, t) => new Intl.DateTimeFormat(n, { ...e, timeZone: `UTC` }).format(t),
      m = (e) => s(ym(gm(e), r, i)),
      h = (e) => {
        let t = Date.UTC(u.getUTCFullYear(), u.getUTCMonth() + e, 1),
          n = new Date(Date.UTC(u.getUTCFullYear(), u.getUTCMonth() + e + 1, 0)).getUTCDate();
        m(t + (Math.min(u.getUTCDate(), n) - 1) * pm);
      };
    return W(`div`, {
      class: `ck-cal`,
      children: [
        W(`div`, {
          class: `ck-cal-head`,
          children: [
            W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-small`,
              "aria-label": t(`previousMonth`),
              onClick: () => h(-1),
              children: W(G, { name: `chevron-left`, size: 18 }),
            }),
            W(`strong`, { "aria-live": `polite`, children: p({ month: `long`, year: `numeric` }, d) }),
            W(`button`, {
              type: `button`,
              class: `ck-iconbtn ck-small`,
              "aria-label": t(`nextMonth`),
              onClick: () => h(1),
              children: W(G, { name: `chevron-right`, size: 18 }),
            }),
          ],
        }),
        W(`table`, {
          role: `grid`,
          ref: c,
          onKeyDown: (e) => {
            let t = hm(o),
              n = getComputedStyle(c.current).direction === `rtl` ? -1 : 1,
              r = (u.getUTCDay() - l + 7) % 7,
              i = {
                ArrowRight: () => m(t + pm * n),
                ArrowLeft: () => m(t - pm * n),
                ArrowDown: () => m(t + 7 * pm),
                ArrowUp: () => m(t - 7 * pm),
                PageDown: () => h(e.shiftKey ? 12 : 1),
                PageUp: () => h(e.shiftKey ? -12 : -1),
                Home: () => m(t - r * pm),
                End: () => m(t + (6 - r) * pm),
              }[e.key];
            i && (e.preventDefault(), i());
          },
          "aria-label": p({ month: `long`, year: `numeric` }, d),
          children: [
            W(`thead`, {
              children: W(`tr`, {
                children: [...Array(7).keys()].map((e) =>
                  W(
                    `th`,
                    {
                      scope: `col`,
                      abbr: p({ weekday: `long` }, f + e * pm),
                      children: p({ weekday: `narrow` }, f + e * pm),
                    },
                    e,
                  ),
                ),
              }),
            }),
            W(`tbody`, {
              children: [...[, , , , , ,].keys()].map((t) =>
                W(
                  `tr`,
                  {
                    children: [...Array(7).keys()].map((n) => {
                      let s = f + (t * 7 + n) * pm,
                        c = gm(s),
                        l = new Date(s).getUTCMonth() !== u.getUTCMonth(),
                        d = (r !== void 0 && c < r) || (i !== void 0 && c > i);
                      return W(
                        `td`,
                        {
                          role: `gridcell`,
                          "aria-selected": c === e.day,
                          children: W(`button`, {
                            type: `button`,
                            class: `ck-day ${l ? `ck-outside` : ``} ${c === a ? `ck-today` : ``} ${c === e.day ? `ck-chosen` : ``}`,
                            tabIndex: c === o ? 0 : -1,
                            disabled: d,
                            "aria-label": p({ dateStyle: `full` }, s),
                            "aria-current": c === a ? `date` : void 0,
                            onClick: () => e.onChoose(c),
                            children: new Date(s).getUTCDate(),
                          }),
                        },
                        c,
                      );
                    }),
                  },
                  t,
                ),
              ),
            }),
          ],
        }),
      ],
    });
  }
  function ym(e, t, n) {
    return t && e < t ? t : n && e > n ? n : e;
  }
  function bm(e) {
    let t = new Intl.Locale(e);
    return (t.getWeekInfo?.().firstDay ?? t.weekInfo?.firstDay ?? 1) % 7;
  }
  var xm = [`row`, `col`];
  function Sm({ node: e, place: t }) {
    let n = e.direction === `row`;
    return W(`div`, { class: `${Dm(e, n)} ${Um(e)}`, style: Ep(e), children: W(Bo, { node: e, place: t, row: n }) });
  }
  function Cm({ node: e, place: t }) {
    let n = $(e.direction, xm, `col`) === `row`;
    return W(`div`, {
      class: `${Dm(e, n)} ${e.flush ? `ck-flush` : ``}`,
      style: Ep(e),
      children: W(Bo, { node: e, place: t, row: n }),
    });
  }
  function wm({ node: e, place: t }) {
    return W(`div`, {
      class: `ck-flex ck-h`,
      style: Ep(e, { gap: U.rowGap, align: `center` }),
      children: W(Bo, { node: e, place: t, row: !0 }),
    });
  }
  function Tm({ node: e, place: t }) {
    return W(`div`, { class: Dm(e, !1), style: Ep(e, { align: `stretch` }), children: W(Bo, { node: e, place: t }) });
  }
  function Em({ node: e, place: t }) {
    let n = q(),
      r = e.direction === `row`,
      i = t.path,
      a = n.busy.has(`container:${i}`),
      o = e.onSubmitAction,
      s = Om();
    return (
      (s.submit = (e) => {
        !o || (e && !km(s)) || n.run(o, { control: `Form`, path: t.path, container: i, form: s });
      }),
      W(no.Provider, {
        value: s,
        children: W(`form`, {
          noValidate: !0,
          ref: (e) => {
            s.form = e;
          },
          class: `${Dm(e, r)} ${a ? `ck-waits` : ``}`,
          style: Ep(e),
          ...Wm(a),
          onSubmit: (e) => {
            (e.preventDefault(), e.stopPropagation(), s.submit?.(!0));
          },
          children: W(Bo, { node: e, place: t, row: r, container: i }),
        }),
      })
    );
  }
  function Dm(e, t) {
    return `ck-flex ${t ? `ck-h` : `ck-v`} ${e.align ? `` : `ck-unaligned`}`;
  }
  function Om() {
    return We(() => new to(), []);
  }
  function km(e) {
    let t = null;
    for (let n of e.fields) {
      let e = n.element(),
        r = e ? Am(e) : null;
      (n.report(r), r && !t && (t = e));
    }
    return (t?.focus(), !t);
  }
  function Am(e) {
    let t = e,
      n = e.dataset.pattern;
    return e.dataset.missing === `true` || t.validity?.valueMissing
      ? `required`
      : (n && e instanceof HTMLTextAreaElement && e.value && !jm(n, e.value)) || (t.validity && !t.validity.valid)
        ? `invalid`
        : null;
  }
  function jm(e, t) {
    try {
      return RegExp(`^(?:${e})$`, `u`).test(t);
    } catch {
      return !0;
    }
  }
  function Mm({ node: e, place: t }) {
    let n = q(),
      [r, i] = F(e.collapsed !== !0);
    I(() => i(e.collapsed !== !0), [e.collapsed]);
    let a = io(),
      o = Om(),
      s = e.asForm === !0,
      c = t.path,
      l = n.busy.has(`container:${c}`),
      u = e.confirm,
      d = e.cancel,
      f = s ? o : a,
      p = (e, r) => {
        r &&
          (e !== `Confirm` || !f || km(f)) &&
          n.run(r, { control: e, path: `${t.path}:${e}`, container: c, form: f });
      };
    o.submit = () => p(`Confirm`, u?.action);
    let m = {},
      h = $(e.size, [`sm`, `md`, `lg`, `full`], `md`);
    ((m[`max-width`] = U.cardWidths[h]), Q(m, `background`, hp(e.background, `background`)), Sp(e.border, m));
    let g = { ...Ep({ padding: e.padding ?? U.cardPadding, gap: e.gap ?? U.cardGap }) },
      _ = e.status,
      v = W(M, {
        children: [
          _ || e.collapsed !== void 0
            ? W(Pm, { status: _, title: Im(e), open: r, toggle: e.collapsed === void 0 ? null : () => i(!r) })
            : null,
          r
            ? W(`div`, {
                class: `ck-flex ck-v ck-unaligned ck-cardbody`,
                style: g,
                children: W(Bo, { node: e, place: t, container: c }),
              })
            : null,
          r && (u || d)
            ? W(`div`, {
                class: `ck-cardfoot`,
                children: [
                  d
                    ? W(Nm, {
                        config: d,
                        look: `outline`,
                        onClick: () => p(`Cancel`, d.action),
                        path: `${t.path}:Cancel`,
                      })
                    : null,
                  u
                    ? W(Nm, {
                        config: u,
                        look: `solid`,
                        onClick: () => p(`Confirm`, u.action),
                        path: `${t.path}:Confirm`,
                      })
                    : null,
                ],
              })
            : null,
        ],
      }),
      y = { class: `ck-card ${Um(e)} ${l ? `ck-waits` : ``}`, style: m };
    return s
      ? W(no.Provider, {
          value: o,
          children: W(`form`, {
            noValidate: !0,
            ...y,
            ...Wm(l),
            ref: (e) => {
              o.form = e;
            },
            onSubmit: (e) => {
              (e.preventDefault(), o.submit?.(!0));
            },
            children: v,
          }),
        })
      : W(`section`, { ...y, ...Wm(l), children: v });
  }
  function Nm(e) {
    let t = q().blocked(e.config.action);
    return W(`button`, {
      type: `button`,
      class: `ck-control ck-button ck-c-${e.look === `solid` ? `primary` : `secondary`} ck-${e.look} ck-s-lg`,
      "aria-disabled": t || void 0,
      onClick: () => (t ? void 0 : e.onClick()),
      children: H(e.config.label),
    });
  }
  function Pm(e) {
    let { t, chat: n } = K(),
      { status: r, open: i, toggle: a } = e,
      o = r?.favicon && ns(r.favicon, n.imageDomains.value) && Fm(r.favicon) ? r.favicon : null,
      s = W(M, {
        children: [
          o
            ? W(`img`, {
                src: o,
                alt: ``,
                class: r?.frame ? `ck-favicon ck-framed` : `ck-favicon`,
                referrerpolicy: `no-referrer`,
              })
            : null,
          r?.icon ? W(G, { name: r.icon, size: 16 }) : null,
          W(`span`, { dir: `auto`, children: H(r?.text) || e.title || t(`showDetails`) }),
          a ? W(G, { name: i ? `lucide:chevron-up` : `lucide:chevron-down`, size: 16, class: `ck-end` }) : null,
        ],
      });
    return a
      ? W(`button`, { type: `button`, class: `ck-cardstatus`, "aria-expanded": i, onClick: a, children: s })
      : W(`div`, { class: `ck-cardstatus`, children: s });
  }
  function Fm(e) {
    return /^(data:image\/(?!svg)|blob:)/i.test(e) || ts(e)?.kind === `web`;
  }
  function Im(e) {
    for (let t of zo(e)) {
      if (t.type === `Title`) return H(t.value);
      let e = Im(t);
      if (e) return e;
    }
    return ``;
  }
  function Lm({ node: e, place: t }) {
    let { t: n } = K(),
      r = q(),
      [i, a] = F(!1),
      o = L(null),
      s = zo(e),
      c = e.limit === `auto` ? U.listAutoLimit : typeof e.limit == `number` ? e.limit : s.length,
      l = i ? s : s.slice(0, Math.max(1, c)),
      u = s.length - l.length,
      d = r.busy.has(`container:${t.path}`),
      f = L(null);
    I(() => {
      if (f.current === null) return;
      let e = o.current?.children[f.current];
      (e?.setAttribute(`tabindex`, `-1`), (e?.querySelector(`button, a, input`) ?? e)?.focus(), (f.current = null));
    }, [i]);
    let p = () => {
        ((f.current = l.length), a(!0));
      },
      m = e.status;
    return W(`section`, {
      class: `ck-list ${Um(e)} ${d ? `ck-waits` : ``}`,
      ...Wm(d),
      children: [
        m ? W(Pm, { status: m, title: ``, open: !0, toggle: null }) : null,
        W(`ul`, { ref: o, children: W(Bo, { node: { ...e, children: l }, place: t, container: t.path }) }),
        u > 0
          ? W(`button`, { type: `button`, class: `ck-listmore`, onClick: p, children: n(`showMore`, { n: u }) })
          : null,
      ],
    });
  }
  function Rm({ node: e, place: t }) {
    let { t: n } = K(),
      r = q(),
      i = io(),
      a = e.onClickAction,
      o = r.busy.has(t.path),
      s = r.blocked(a) || o,
      c = zm(e).slice(0, 200);
    return W(`li`, {
      class: `ck-listitem ${a ? `ck-clickable` : ``} ${o ? `ck-waits` : ``}`,
      tabIndex: -1,
      "aria-busy": o || void 0,
      children: [
        a
          ? W(`button`, {
              type: `button`,
              class: `ck-stretched`,
              "aria-label": c || n(`showDetails`),
              "aria-disabled": s || void 0,
              onClick: () =>
                s ? void 0 : r.run(a, { control: `ListViewItem`, path: t.path, container: t.container, form: i }),
            })
          : null,
        W(`div`, {
          class: `ck-flex ck-h ck-listrow`,
          style: Ep({ gap: e.gap, align: e.align }, { gap: U.listItemGap, align: `center` }),
          children: W(Bo, { node: e, place: t, row: !0 }),
        }),
      ],
    });
  }
  function zm(e) {
    return [
      [`Text`, `Title`, `Caption`, `Markdown`].includes(e.type) ? H(e.value) : e.type === `Badge` ? H(e.label) : ``,
      ...zo(e).map(zm),
    ]
      .filter(Boolean)
      .join(`, `);
  }
  function Bm({ node: e }) {
    let t = { flex: `1 1 auto` },
      n = _p(e.minSize);
    return (
      Q(t, `min-width`, n),
      Q(t, `min-height`, n),
      W(`div`, { class: `ck-spacer`, style: t, "aria-hidden": `true` })
    );
  }
  function Vm({ node: e, place: t }) {
    let n = {},
      r = typeof e.size == `number` ? `${e.size}px` : (_p(e.size) ?? `1px`);
    (Q(n, `background`, hp(e.color, `border`)), (n[t.row ? `width` : `height`] = r));
    let i = _p(e.spacing);
    i && (n[t.row ? `margin-inline` : `margin-block`] = i);
    let a = t.row ? `ck-divider-v` : `ck-divider-h ${e.flush ? `ck-flush` : ``}`;
    return W(`div`, {
      role: `separator`,
      "aria-orientation": t.row ? `vertical` : `horizontal`,
      class: `ck-divider ${a}`,
      style: n,
    });
  }
  function Hm({ node: e, place: t }) {
    let n = zo(e)[0],
      r = L(null),
      i = n ? `${n.type}:${n.key ?? n.id ?? ``}` : ``,
      a = L(!0);
    return (
      Ue(() => {
        a.current
          ? (a.current = !1)
          : matchMedia(`(prefers-reduced-motion: reduce)`).matches ||
            r.current?.animate(
              [
                { opacity: 0, transform: `scale(0.985)` },
                { opacity: 1, transform: `none` },
              ],
              200,
            );
      }, [i]),
      W(`div`, {
        class: `ck-transition`,
        ref: r,
        style: Cp(e),
        children: n ? W(Ho, { node: n, place: { ...t, path: `${t.path}/${i}`, depth: t.depth + 1 } }, i) : null,
      })
    );
  }
  function Um(e) {
    return e.theme === `dark` ? `ck-force-dark` : e.theme === `light` ? `ck-force-light` : ``;
  }
  function Wm(e) {
    return e ? { inert: !0, "aria-busy": !0 } : {};
  }
  function Gm({ node: e, place: t }) {
    let { t: n, host: r } = K(),
      i = q(),
      a = io(),
      o = L(null),
      [s, c] = F(!1),
      l = H(e.name),
      u = (Array.isArray(e.options) ? e.options : []).map((e) => ({
        ...e,
        value: H(e.value),
        label: H(e.label) || H(e.value),
      })),
      {
        value: d,
        set: f,
        problem: p,
        describe: m,
      } = qp(
        l,
        e.defaultValue === void 0 || e.defaultValue === null ? void 0 : H(e.defaultValue),
        t.path,
        () => o.current,
      ),
      h = e.onChangeAction,
      g = e.disabled === !0 || i.blocked(h),
      _ = u.find((e) => e.value === d),
      v = (e) => {
        (c(!1),
          g ||
            e === d ||
            (f(e),
            h && i.run(h, { control: `Select`, path: t.path, container: t.container, form: a, own: { [l]: e } })));
      },
      y = H(e.placeholder) || n(`select`),
      b = e.required === !0 && d === void 0,
      x = fm({ placeholder: y }, l, i.labels),
      S = `${nm(e, { variant: `outline` })} ck-c-secondary ck-select`,
      C = { "aria-invalid": p ? !0 : void 0, "aria-describedby": m };
    return matchMedia(`(pointer: coarse)`).matches && r.clientWidth < 480
      ? W(`span`, {
          class: `ck-fieldbox`,
          children: W(`select`, {
            id: Jp(i.uid, l),
            class: S,
            value: d ?? ``,
            disabled: g,
            "aria-label": x,
            ...C,
            onChange: (e) => v(e.currentTarget.value || void 0),
            children: [
              W(`option`, { value: ``, disabled: e.clearable !== !0, children: y }),
              u.map((e) => W(`option`, { value: e.value, disabled: e.disabled === !0, children: e.label }, e.value)),
            ],
          }),
        })
      : W(`span`, {
          class: `ck-fieldbox ${e.block ? `ck-block` : ``}`,
          children: [
            W(`button`, {
              ref: o,
              type: `button`,
              role: `combobox`,
              id: Jp(i.uid, l),
              class: S,
              disabled: e.disabled === !0,
              "aria-disabled": g || void 0,
              "aria-haspopup": `listbox`,
              "aria-expanded": s,
              "aria-label": x ? `${x}${_ ? `: ${_.label}` : ``}` : void 0,
              "data-missing": b,
              ...C,
              onClick: () => !g && c(!s),
              onKeyDown: (e) => {
                s || g || (e.key !== `ArrowDown` && e.key !== `ArrowUp`) || (e.preventDefault(), c(!0));
              },
              children: [
                W(`span`, {
                  class: _ ? `ck-selected` : `ck-selected ck-placeholder`,
                  dir: `auto`,
                  children: _?.label ?? y,
                }),
                W(G, { name: `lucide:chevron-down`, size: 16 }),
              ],
            }),
            e.clearable === !0 && _ && !g
              ? W(`button`, {
                  type: `button`,
                  class: `ck-iconbtn ck-small ck-clear`,
                  "aria-label": n(`clear`),
                  onClick: () => v(void 0),
                  children: W(G, { name: `close`, size: 14 }),
                })
              : null,
            W(`input`, { type: `hidden`, name: l, value: d ?? `` }),
            s
              ? W(Km, {
                  anchor: o,
                  options: u,
                  value: d,
                  searchable: e.searchable === !0 || u.length > U.selectSearchAbove,
                  label: x ?? y,
                  onChoose: v,
                  onClose: () => c(!1),
                })
              : null,
            p ? W(`span`, { id: m, class: `ck-fielderror`, role: `alert`, children: n(p) }) : null,
          ],
        });
  }
  function Km(e) {
    let { t } = K(),
      [n, r] = F(``),
      i = e.options.filter((e) => e.label.toLowerCase().includes(n.trim().toLowerCase())),
      [a, o] = F(() =>
        Math.max(
          0,
          e.options.findIndex((t) => t.value === e.value),
        ),
      ),
      s = L(null),
      c = L({ text: ``, at: 0 });
    (I(() => {
      s.current?.querySelector(`[data-focus]`)?.focus({ preventScroll: !0 });
    }, []),
      I(() => {
        s.current?.querySelector(`.ck-at`)?.scrollIntoView({ block: `nearest` });
      }, [a]));
    let l = (e, t) => {
        let n = e;
        for (let e = 0; e < i.length; e++, n += t)
          if (((n = (n + i.length) % i.length), !i[n]?.disabled)) {
            o(n);
            return;
          }
      },
      u = (t) => {
        if (!so(t)) {
          if (t.key === `ArrowDown`) l(a + 1, 1);
          else if (t.key === `ArrowUp`) l(a - 1, -1);
          else if (t.key === `Home` && !e.searchable) l(0, 1);
          else if (t.key === `End` && !e.searchable) l(i.length - 1, -1);
          else if (t.key === `Enter` || (t.key === ` ` && !e.searchable)) {
            let t = i[a];
            t && !t.disabled && e.onChoose(t.value);
          } else if (t.key === `Tab`) {
            e.onClose();
            return;
          } else {
            !e.searchable && t.key.length === 1 && d(t.key);
            return;
          }
          t.preventDefault();
        }
      },
      d = (e) => {
        let t = Date.now();
        c.current = { text: t - c.current.at > 800 ? e : c.current.text + e, at: t };
        let n = i.findIndex((e) => e.label.toLowerCase().startsWith(c.current.text.toLowerCase()));
        n >= 0 && o(n);
      },
      f = i[a] ? `ck-option-${a}` : void 0,
      p = W(`div`, {
        role: `listbox`,
        "aria-label": e.label,
        class: `ck-options`,
        ...(e.searchable ? {} : { tabIndex: 0, "data-focus": ``, "aria-activedescendant": f }),
        children: i.map((t, n) =>
          W(
            `div`,
            {
              id: `ck-option-${n}`,
              role: `option`,
              "aria-selected": t.value === e.value,
              "aria-disabled": t.disabled || void 0,
              class: `ck-menuitem ${n === a ? `ck-at` : ``}`,
              onMouseEnter: () => !t.disabled && o(n),
              onClick: () => !t.disabled && e.onChoose(t.value),
              children: [
                W(`span`, {
                  class: `ck-menutext`,
                  children: [
                    W(`span`, { dir: `auto`, children: t.label }),
                    t.description ? W(`small`, { dir: `auto`, children: H(t.description) }) : null,
                  ],
                }),
                t.value === e.value ? W(G, { name: `check`, size: 16 }) : null,
              ],
            },
            t.value,
          ),
        ),
      });
    return W(_o, {
      anchor: e.anchor,
      class: `ck-menu`,
      side: `bottom-start`,
      matchWidth: !0,
      onClose: e.onClose,
      children: W(`div`, {
        ref: s,
        onKeyDown: u,
        role: `presentation`,
        children: [
          e.searchable
            ? W(`input`, {
                class: `ck-search`,
                type: `text`,
                role: `combobox`,
                "aria-expanded": `true`,
                "aria-autocomplete": `list`,
                "aria-activedescendant": f,
                "aria-label": t(`search`),
                placeholder: t(`search`),
                "data-focus": ``,
                onInput: (e) => {
                  (r(e.currentTarget.value), o(0));
                },
              })
            : null,
          i.length ? p : W(`p`, { class: `ck-muted ck-pad`, children: t(`noMatches`) }),
        ],
      }),
    });
  }
  var qm = De(null),
    Jm = [`start`, `center`, `end`];
  function Ym({ node: e, place: t }) {
    let { t: n } = K(),
      r = zo(e),
      i = r.filter((e) => e.header === !0),
      a = r.filter((e) => e.header !== !0);
    return W(`div`, {
      ...(q().prices
        ? { class: `ck-pricetable`, dir: `ltr` }
        : { class: `ck-tablebox ck-widgettable`, role: `group`, "aria-label": n(`tableScroll`), tabIndex: 0 }),
      children: W(`table`, {
        children: [
          i.length
            ? W(`thead`, {
                children: W(Bo, {
                  node: { ...e, children: i },
                  place: { ...t, path: `${t.path}/head` },
                  container: t.container,
                }),
              })
            : null,
          W(`tbody`, { children: W(Bo, { node: { ...e, children: a }, place: t, container: t.container }) }),
        ],
      }),
    });
  }
  function Xm({ node: e, place: t }) {
    let n = q().prices !== null && e.header !== !0,
      [r, ...i] = zo(e);
    return n && r
      ? W(`tr`, {
          children: [
            W(qm.Provider, { value: `row`, children: W(Bo, { node: { ...e, children: [r] }, place: t, row: !0 }) }),
            W(Bo, { node: { ...e, children: i }, place: { ...t, path: `${t.path}/rest` }, row: !0 }),
          ],
        })
      : W(qm.Provider, {
          value: e.header === !0 ? `col` : null,
          children: W(`tr`, { children: W(Bo, { node: e, place: t, row: !0 }) }),
        });
  }
  function Zm(e, t) {
    let n = zo(e);
    return n.some((e) => {
      let n = e.type === `Button` ? $t(t, e.onClickAction) : null;
      return n !== null && t?.cells.has(n);
    })
      ? { ...e, children: n.filter((e) => e.type !== `Caption`) }
      : e;
  }
  function Qm(e) {
    let t = H(e.value)
      .split(/[\s-]+/)
      .map((e) => Array.from(e).length);
    return Math.max(1, ...t, ...zo(e).map(Qm));
  }
  function $m({ node: e, place: t }) {
    let n = Ge(qm),
      { prices: r } = q(),
      i = {},
      { padding: a } = Ep({ padding: e.padding });
    a && (i.padding = a);
    for (let [t, n] of Object.entries(Ep({ padding: e.padding }))) t.startsWith(`padding`) && (i[t] = n);
    let o = U.tableColPx[H(e.colSize)];
    (Q(i, `width`, vp(e.width) ?? (o ? `${o}px` : null)),
      e.align && (i[`text-align`] = $(e.align, Jm, `start`)),
      (i[`vertical-align`] = { start: `top`, center: `middle`, end: `bottom` }[$(e.vAlign, Jm, `center`)]),
      n && r && (i[`--word`] = String(Qm(e))));
    let s = {
        style: i,
        ...(typeof e.colSpan == `number` ? { colSpan: e.colSpan } : {}),
        ...(typeof e.rowSpan == `number` ? { rowSpan: e.rowSpan } : {}),
      },
      c = W(`div`, {
        class: `ck-cell`,
        "data-align": e.align ? $(e.align, Jm, `start`) : void 0,
        children: W(qm.Provider, { value: null, children: W(Bo, { node: Zm(e, r), place: t, row: !0 }) }),
      });
    return n ? W(`th`, { scope: n, ...s, children: c }) : W(`td`, { ...s, children: c });
  }
  var eh = { normal: `400`, medium: `500`, semibold: `600`, bold: `700` };
  function th(e) {
    let t = {};
    (Q(t, `color`, hp(e.color)), Q(t, `font-weight`, eh[String(e.weight)]));
    let n = $(e.textAlign, [`start`, `center`, `end`], `start`);
    return (
      e.textAlign && (t[`text-align`] = n),
      e.italic === !0 && (t[`font-style`] = `italic`),
      e.lineThrough === !0 && (t[`text-decoration`] = `line-through`),
      Q(t, `width`, vp(e.width)),
      typeof e.maxLines == `number` && e.maxLines > 0 && (t[`-webkit-line-clamp`] = String(Math.floor(e.maxLines))),
      typeof e.minLines == `number` && e.minLines > 0 && (t[`min-height`] = `calc(${e.minLines} * 1lh)`),
      t
    );
  }
  function nh(e) {
    return e.truncate === !0 ? `ck-truncate` : typeof e.maxLines == `number` ? `ck-clamp` : ``;
  }
  function rh({ node: e, place: t }) {
    let n = q().stake?.textOf(H(e.id));
    return e.editable && typeof e.editable == `object`
      ? W(ah, { node: e, place: t })
      : W(`p`, {
          class: `ck-text ck-t-${$(e.size, [`xs`, `sm`, `md`, `lg`, `xl`], `md`)} ${nh(e)} ${e.streaming ? `ck-streaming` : ``}`,
          style: th(e),
          dir: `auto`,
          children: W(ih, { text: n ?? H(e.value), streaming: e.streaming === !0 }),
        });
  }
  function ih(e) {
    let { text: t, streaming: n } = e,
      r = L(t),
      i = t.startsWith(r.current) ? r.current.length : t.length;
    return (
      Ue(() => {
        r.current = t;
      }),
      !n || i >= t.length
        ? W(M, { children: t })
        : W(M, { children: [t.slice(0, i), W(`span`, { class: `ck-new`, children: t.slice(i) }, i)] })
    );
  }
  function ah({ node: e, place: t }) {
    let { t: n } = K(),
      r = e.editable,
      i = H(r.name),
      a = L(null),
      { value: o, set: s, problem: c, describe: l } = qp(i, H(e.value), t.path, () => a.current),
      u = $(e.size, [`xs`, `sm`, `md`, `lg`, `xl`], `md`);
    I(() => {
      (r.autoFocus === !0 && a.current?.focus(), r.autoSelect === !0 && a.current?.select());
    }, []);
    let d = io();
    return W(`span`, {
      class: `ck-editable`,
      children: [
        W(`textarea`, {
          ref: a,
          rows: 1,
          id: Jp(q().uid, i),
          name: i,
          class: `ck-text ck-t-${u}`,
          style: th(e),
          value: o,
          placeholder: H(r.placeholder),
          required: r.required === !0,
          "data-pattern": H(r.pattern) || void 0,
          autocomplete: H(r.autoComplete) || `off`,
          "aria-label": i,
          "aria-invalid": c ? !0 : void 0,
          "aria-describedby": l,
          ...Yp(r.allowAutofillExtensions),
          onInput: (e) => s(e.currentTarget.value),
          onKeyDown: (e) => {
            co(e) && !e.shiftKey && (e.preventDefault(), d?.submit?.(!0));
          },
        }),
        c ? W(`span`, { id: l, class: `ck-fielderror`, role: `alert`, children: n(c) }) : null,
      ],
    });
  }
  function oh({ node: e }) {
    let t = $(e.size, [`sm`, `md`, `lg`, `xl`, `2xl`, `3xl`, `4xl`, `5xl`], `md`);
    return W(`div`, {
      role: `heading`,
      "aria-level": U.titleLevel + 1,
      class: `ck-titletext ck-h-${t} ${nh(e)}`,
      style: th(e),
      dir: `auto`,
      children: H(e.value),
    });
  }
  function sh({ node: e }) {
    return W(`p`, {
      class: `ck-caption ck-cap-${$(e.size, [`sm`, `md`, `lg`], `md`)} ${nh(e)}`,
      style: th(e),
      dir: `auto`,
      children: H(e.value),
    });
  }
  function ch({ node: e }) {
    let t = q();
    return W(`label`, {
      class: `ck-label ck-t-${$(e.size, [`xs`, `sm`, `md`, `lg`, `xl`], `sm`)}`,
      for: Jp(t.uid, H(e.fieldName)),
      style: th(e),
      dir: `auto`,
      children: H(e.value),
    });
  }
  function lh({ node: e }) {
    return W(_u, { text: H(e.value), growing: e.streaming === !0 });
  }
  function uh({ node: e }) {
    let t = $(e.color, [`secondary`, `success`, `danger`, `warning`, `info`, `discovery`], `secondary`),
      n = $(e.variant, [`solid`, `soft`, `outline`], `soft`);
    return W(`span`, {
      class: `ck-badge ck-b-${$(e.size, [`sm`, `md`, `lg`], `sm`)} ck-${n} ck-c-${t} ${e.pill ? `ck-pill` : ``}`,
      dir: `auto`,
      children: H(e.label),
    });
  }
  function dh({ node: e }) {
    let t = {};
    return (
      Q(t, `color`, hp(e.color)),
      W(`span`, { class: `ck-iconpart`, style: t, children: W(G, { name: H(e.name), size: Dp(e.size) }) })
    );
  }
  function fh({ node: e }) {
    let { chat: t, t: n } = K(),
      [r, i] = F(!1),
      [a, o] = F(!1),
      s = H(e.src),
      c = H(e.alt);
    I(() => i(!1), [s]);
    let l = Cp(e);
    return (
      (l[`object-fit`] = $(e.fit, [`cover`, `contain`, `fill`, `scale-down`, `none`], `cover`)),
      /^(top|bottom|left|right|center)( (left|right))?$/.test(H(e.position)) && (l[`object-position`] = H(e.position)),
      !(/^(data:image\/(?!svg)|blob:)/i.test(s) || ts(s)?.kind === `web`) || r
        ? W(`span`, { class: `ck-imagebox`, style: l, ...(c ? { role: `img`, "aria-label": c } : {}), children: c })
        : !a && !ns(s, t.imageDomains.value)
          ? W(`button`, {
              type: `button`,
              class: `ck-imagebox`,
              style: l,
              onClick: () => o(!0),
              "aria-label": n(`loadImage`, { host: rs(s) }),
              title: n(`loadImage`, { host: rs(s) }),
              children: W(G, { name: `square-image`, size: 18 }),
            })
          : W(`img`, {
              class: `ck-image ${e.frame ? `ck-framed` : ``} ${e.flush ? `ck-flush` : ``}`,
              style: l,
              src: s,
              alt: c,
              loading: `lazy`,
              decoding: `async`,
              referrerpolicy: `no-referrer`,
              onError: () => i(!0),
            })
    );
  }
  Ro({
    Badge: uh,
    Basic: Sm,
    Box: Cm,
    Button: rm,
    Caption: sh,
    Card: Mm,
    Chart: zp,
    Checkbox: cm,
    Col: Tm,
    DatePicker: _m,
    Divider: Vm,
    Form: Em,
    Icon: dh,
    Image: fh,
    Input: om,
    Label: ch,
    ListView: Lm,
    ListViewItem: Rm,
    Markdown: lh,
    RadioGroup: lm,
    Row: wm,
    Select: Gm,
    Spacer: Bm,
    Table: Ym,
    "Table.Cell": $m,
    "Table.Row": Xm,
    Text: rh,
    Textarea: sm,
    Title: oh,
    Transition: Hm,
  });
  var ph = class extends HTMLElement {
    static observedAttributes = [`classname`];
    #e;
    #t;
    #n = Wr();
    #r = null;
    #i = !1;
    #a = !1;
    #o = !1;
    #s = [];
    #c = [];
    #l = () => void 0;
    #u;
    #d;
    constructor() {
      (super(), (this.#u = new Promise((e) => (this.#d = e))), (this.#e = new Fr((e, t) => this.#g(e, t))));
      let e = this.attachShadow({ mode: `open` });
      ((e.adoptedStyleSheets = _f()),
        (this.#t = document.createElement(`div`)),
        (this.#t.className = `ck`),
        e.append(this.#t),
        Ct(() => {
          let { locale: e, dir: t } = this.#n.value;
          ((this.#t.lang = e), t ? (this.#t.dir = t) : this.#t.removeAttribute(`dir`));
        }));
    }
    get options() {
      return this.#r;
    }
    set options(e) {
      this.setOptions(e);
    }
    connectedCallback() {
      let e = Object.getOwnPropertyDescriptor(this, `options`);
      (e && (delete this.options, e.value && this.setOptions(e.value)), this.#p());
    }
    disconnectedCallback() {
      setTimeout(() => {
        this.isConnected || this.#e.suspend();
      }, 0);
    }
    attributeChangedCallback(e, t, n) {
      e === `classname` &&
        (this.classList.remove(...this.#c),
        (this.#c = (n ?? ``).split(/\s+/).filter(Boolean)),
        this.classList.add(...this.#c));
    }
    setOptions(e) {
      let t = yn(e),
        n = this.#r ? this.#e.options.peek() : null;
      ((this.#r = e), (this.#e.options.value = t), this.#v(t.locale), this.#l(), (this.#l = of(this.#t, bn(t))));
      let r = this.#e.composer.pickedModel.peek();
      (r && !Cn(t).some((e) => e.id === r) && (this.#e.composer.pickedModel.value = null),
        this.#d(),
        n && this.#i && n.api?.url !== t.api?.url ? (this.#e.reset(), this.#m()) : this.#p());
    }
    async focusComposer() {
      (await this.#f(`focusComposer`, `loading`),
        this.#e.composer.focus(),
        await new Promise((e) => requestAnimationFrame(e)));
    }
    async setThreadId(e) {
      (await this.#u,
        (e !== this.#e.threadId || this.#e.loadError.peek()) && (await this.#f(`setThreadId`), await this.#e.open(e)));
    }
    async sendUserMessage(e) {
      (await this.#f(`sendUserMessage`), await this.#e.composer.sendNow(e));
    }
    async setComposerValue(e) {
      await this.#f(`setComposerValue`, `loading`);
      let { composer: t } = this.#e;
      (e.content ? (t.text.value = un(e.content)) : e.text !== void 0 && (t.text.value = { text: e.text, tags: [] }),
        e.reply !== void 0 && (t.quote.value = e.reply),
        e.attachments && t.adopt(e.attachments),
        e.files && t.addFiles(e.files, (e, t) => this.#e.toasts.say(this.#n.value.t(e, { name: t }))),
        e.selectedToolId !== void 0 && t.selectTool(e.selectedToolId),
        e.selectedModelId !== void 0 && t.selectModel(e.selectedModelId));
    }
    async sendCustomAction(e, t) {
      (await this.#f(`sendCustomAction`), await this.#e.action(e, t, !0));
    }
    sendAction(e, t) {
      return this.sendCustomAction(e, t);
    }
    async fetchUpdates() {
      (await this.#f(`fetchUpdates`),
        await this.#e.refresh(),
        this.#e.history.open.peek() && (await this.#e.history.reload()));
    }
    async showHistory() {
      (await this.#u, this.#e.history.show());
    }
    async hideHistory() {
      (await this.#u, this.#e.history.hide());
    }
    async #f(e, t) {
      await this.#u;
      let { phase: n } = this.#e.now;
      if (n === `loading`) throw new dn(e, `thread is loading`);
      if (!t && n !== `idle`) throw new dn(e, `already responding`);
    }
    #p() {
      this.#i ||
        !this.isConnected ||
        !this.#r ||
        ((this.#i = !0), Ee(W(tf, { chat: this.#e, i18n: this.#n, host: this }), this.#t), this.#h(), this.#m());
    }
    #m() {
      let e = this.#e.options.peek();
      e.api
        ? (e.composer?.attachments?.enabled &&
            !e.api.uploadStrategy &&
            this.#e.fail(Error(`ChatKit: composer.attachments needs api.uploadStrategy`)),
          e.initialThread && this.#e.load(e.initialThread).catch(() => void 0))
        : this.#e.fail(Error(this.#n.value.t(`hosted`)));
    }
    #h() {
      if (this.#o) return;
      this.#o = !0;
      let e = () => {
        if (this.#a) return;
        ((this.#a = !0), this.#_(`chatkit.ready`, null));
        let e = this.#s;
        this.#s = [];
        for (let [t, n] of e) this.#_(t, n);
      };
      (requestAnimationFrame(() => setTimeout(e, 0)), setTimeout(e, U.readyFallbackMs));
    }
    #g(e, t) {
      this.#a ? this.#_(e, t ?? null) : this.#s.push([e, t ?? null]);
    }
    #_(e, t) {
      this.dispatchEvent(new CustomEvent(e, { detail: t, bubbles: !1, composed: !1 }));
    }
    #v(e) {
      let t = Vr(e);
      this.#e.locale.value = t.locale;
      let n = this.#n.peek();
      (n.locale === t.locale && n.dir === t.dir) ||
        (this.#n.load(t, Hr({})), !t.file) ||
        p(`locales/${t.file}.json`, (e) => this.#e.log(`asset.missing`, { name: e })).then((e) => {
          e && this.#n.peek().locale === t.locale && this.#n.load(t, Hr(e));
        });
    }
  };
  customElements.get(`openai-chatkit`) || customElements.define(`openai-chatkit`, ph);
})();
