using System.Collections.Immutable;
using System.Globalization;

namespace Debye.Crystals;

/// <summary>A symmetry operation x' = W·x + w on fractional coordinates; W holds integers, w numbers in [0, 1).</summary>
/// <remarks>Reciprocal vectors transform as h' = h·W (row vector times matrix) with phase factor exp(2πi h·w).</remarks>
public readonly record struct SymmetryOperation(
    int W11,
    int W12,
    int W13,
    int W21,
    int W22,
    int W23,
    int W31,
    int W32,
    int W33,
    double TranslationX,
    double TranslationY,
    double TranslationZ
)
{
    /// <summary>The operation that moves nothing.</summary>
    public static SymmetryOperation Identity { get; } = new(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);

    /// <summary>Determinant of W: +1 for rotations, −1 for rotoinversions.</summary>
    public int Determinant => W11 * (W22 * W33 - W23 * W32) - W12 * (W21 * W33 - W23 * W31) + W13 * (W21 * W32 - W22 * W31);

    /// <summary>Trace of W.</summary>
    public int Trace => W11 + W22 + W33;

    /// <summary>Whether W is the unit matrix.</summary>
    public bool IsPureTranslation =>
        W11 == 1 && W22 == 1 && W33 == 1 && W12 == 0 && W13 == 0 && W21 == 0 && W23 == 0 && W31 == 0 && W32 == 0;

    /// <summary>Moves a position; the result is not wrapped into the cell.</summary>
    public FractionalPosition Apply(FractionalPosition p) =>
        new(
            W11 * p.X + W12 * p.Y + W13 * p.Z + TranslationX,
            W21 * p.X + W22 * p.Y + W23 * p.Z + TranslationY,
            W31 * p.X + W32 * p.Y + W33 * p.Z + TranslationZ
        );

    /// <summary>The reflection h·W that this operation makes equivalent to <paramref name="h"/>.</summary>
    public Hkl Apply(Hkl h) => new(h.H * W11 + h.K * W21 + h.L * W31, h.H * W12 + h.K * W22 + h.L * W32, h.H * W13 + h.K * W23 + h.L * W33);

    /// <summary>This operation after <paramref name="first"/>, translation wrapped into [0, 1).</summary>
    public SymmetryOperation After(SymmetryOperation first)
    {
        var t = Apply(new FractionalPosition(first.TranslationX, first.TranslationY, first.TranslationZ));
        return new SymmetryOperation(
            W11 * first.W11 + W12 * first.W21 + W13 * first.W31,
            W11 * first.W12 + W12 * first.W22 + W13 * first.W32,
            W11 * first.W13 + W12 * first.W23 + W13 * first.W33,
            W21 * first.W11 + W22 * first.W21 + W23 * first.W31,
            W21 * first.W12 + W22 * first.W22 + W23 * first.W32,
            W21 * first.W13 + W22 * first.W23 + W23 * first.W33,
            W31 * first.W11 + W32 * first.W21 + W33 * first.W31,
            W31 * first.W12 + W32 * first.W22 + W33 * first.W32,
            W31 * first.W13 + W32 * first.W23 + W33 * first.W33,
            WrapTranslation(t.X),
            WrapTranslation(t.Y),
            WrapTranslation(t.Z)
        );
    }

    /// <summary>Reads one operation such as "-y,x-y,z+1/3", "1/2+X, Y, -Z" or "x,y,0.5+z".</summary>
    /// <exception cref="FormatException">The text is no such operation.</exception>
    public static SymmetryOperation Parse(ReadOnlySpan<char> text)
    {
        Span<double> m = stackalloc double[12];
        var row = 0;
        foreach (var part in text.ToString().Split(','))
        {
            if (row == 3)
                throw new FormatException($"'{text}' has more than three components.");
            ParseComponent(part, m.Slice(4 * row++, 4), text);
        }

        if (row != 3)
            throw new FormatException(Invariant($"'{text.ToString()}' has {row} components, not three."));
        Span<int> w = stackalloc int[9];
        for (var i = 0; i < 9; i++)
        {
            var value = m[4 * (i / 3) + i % 3];
            w[i] = (int)Math.Round(value);
            if (Math.Abs(value - w[i]) > 1e-9)
                throw new FormatException($"'{text}' has a coefficient that is not an integer.");
        }

        return new SymmetryOperation(
            w[0],
            w[1],
            w[2],
            w[3],
            w[4],
            w[5],
            w[6],
            w[7],
            w[8],
            WrapTranslation(m[3]),
            WrapTranslation(m[7]),
            WrapTranslation(m[11])
        );
    }

    /// <summary>The operation as text, such as "-y,x-y,z+1/3"; translations that are no 24ths are written as decimals.</summary>
    public override string ToString() =>
        string.Join(
            ',',
            Component(W11, W12, W13, TranslationX),
            Component(W21, W22, W23, TranslationY),
            Component(W31, W32, W33, TranslationZ)
        );

    private static void ParseComponent(string part, Span<double> row, ReadOnlySpan<char> whole)
    {
        var i = 0;
        var any = false;
        while (i < part.Length)
        {
            var sign = 1.0;
            while (i < part.Length && (part[i] is '+' or '-' || char.IsWhiteSpace(part[i])))
                if (part[i++] == '-')
                    sign = -sign;
            if (i == part.Length)
                break;
            var start = i;
            while (i < part.Length && (char.IsAsciiDigit(part[i]) || part[i] is '.' or '/' or '*'))
                i++;
            var number = part[start..i].TrimEnd('*');
            var value = number.Length == 0 ? 1.0 : ParseNumber(number, whole);
            var axis = i < part.Length ? "xyz".IndexOf(char.ToLowerInvariant(part[i])) : -1;
            if (axis < 0 && number.Length == 0)
                throw new FormatException($"'{whole}' is no symmetry operation.");
            if (axis >= 0)
                i++;
            row[axis >= 0 ? axis : 3] += sign * value;
            any = true;
        }

        if (!any)
            throw new FormatException($"'{whole}' has an empty component.");
    }

    private static double ParseNumber(string text, ReadOnlySpan<char> whole)
    {
        var slash = text.IndexOf('/');
        var ok = double.TryParse(slash < 0 ? text : text[..slash], NumberStyles.Float, CultureInfo.InvariantCulture, out var top);
        var bottom = 1.0;
        if (slash >= 0)
            ok &= double.TryParse(text[(slash + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out bottom);
        if (!ok || bottom == 0)
            throw new FormatException($"'{whole}' has an unreadable number '{text}'.");
        return top / bottom;
    }

    private static double WrapTranslation(double value)
    {
        value -= Math.Floor(value);
        var snapped = Math.Round(value * 24) / 24;
        if (Math.Abs(snapped - value) < 1e-6)
            value = snapped;
        return value >= 1 ? 0 : value;
    }

    private static string Component(int x, int y, int z, double translation)
    {
        var text = "";
        ReadOnlySpan<int> factors = [x, y, z];
        for (var axis = 0; axis < 3; axis++)
        {
            var factor = factors[axis];
            if (factor == 0)
                continue;
            text +=
                (
                    factor < 0 ? "-"
                    : text.Length > 0 ? "+"
                    : ""
                )
                + (Math.Abs(factor) == 1 ? "" : Math.Abs(factor).ToString(CultureInfo.InvariantCulture))
                + "xyz"[axis];
        }

        if (translation == 0)
            return text.Length == 0 ? "0" : text;
        var sign = text.Length > 0 ? "+" : "";
        foreach (var bottom in (ReadOnlySpan<int>)[2, 3, 4, 6, 8, 12, 24])
        {
            var top = translation * bottom;
            if (Math.Abs(top - Math.Round(top)) < 1e-6)
                return Invariant($"{text}{sign}{(int)Math.Round(top)}/{bottom}");
        }

        return text + sign + translation.ToString("0.########", CultureInfo.InvariantCulture);
    }
}
