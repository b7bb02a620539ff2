using System.Text.RegularExpressions;

namespace Debye.Techniques.Pdf.Readers;

/// <summary>What the names of the columns say: "#L r(Å)  G(Å^-2)", "Q (Inverse Nanometres)", "# q_nm^-1 I".</summary>
/// <param name="Quantity">What the second column holds; null where only the axis is named.</param>
/// <param name="IsAngle">Whether the axis is named 2θ.</param>
/// <param name="IsMomentum">Whether the axis is named Q.</param>
/// <param name="IsNanometre">Whether the axis is in nm or 1/nm.</param>
/// <param name="IsUnitStated">Whether a unit of the axis is named.</param>
/// <param name="Line">Line of the names.</param>
internal sealed partial record ColumnLabels(
    PdfQuantity? Quantity,
    bool IsAngle,
    bool IsMomentum,
    bool IsNanometre,
    bool IsUnitStated,
    int Line
)
{
    private const int LongestLine = 400;

    /// <summary>Lines above the data that are looked at where no line is marked as names.</summary>
    private const int NearLines = 8;

    public static ColumnLabels? Find(List<HeaderText> header)
    {
        if (
            header.FindLast(line => line.IsLabels) is { Text.Length: > 0 and <= LongestLine } marked
            && Of(marked, marked.Text) is { } labels
        )
            return labels;
        // Fit2D names axis and values in lines of their own: the line of the axis counts, with the one below.
        for (var i = header.Count - 1; i >= Math.Max(0, header.Count - NearLines); i--)
        {
            var text = header[i].Text;
            if (
                text.Length is 0 or > LongestLine
                || text.Contains('=', StringComparison.Ordinal)
                || text[0] == '/'
                || text.Contains(":\\", StringComparison.Ordinal)
            )
                continue;
            var below = i + 1 < header.Count && Values().IsMatch(header[i + 1].Text) ? "  " + header[i + 1].Text : "";
            if (Of(header[i], text + below) is { } near)
                return near;
        }

        return null;
    }

    private static ColumnLabels? Of(HeaderText line, string text)
    {
        var (isAngle, isMomentum, isDistance) = (Angle().IsMatch(text), Momentum().IsMatch(text), Distance().IsMatch(text));
        if (!isAngle && !isMomentum && !isDistance)
            return null;
        PdfQuantity? quantity =
            isAngle ? PdfQuantity.IntensityOverTwoTheta
            : isMomentum
                ? (
                    Reduced().IsMatch(text) ? PdfQuantity.ReducedStructure
                    : Factor().IsMatch(text) ? PdfQuantity.StructureFactor
                    : Intensity().IsMatch(text) ? PdfQuantity.IntensityOverQ
                    : null
                )
            : Pair().IsMatch(text) ? PdfQuantity.PairDistribution
            : null;
        if (isDistance && quantity is null)
            return null;
        var isNanometre = Nanometre().IsMatch(text);
        return new ColumnLabels(
            quantity,
            isAngle,
            isMomentum && !isAngle,
            isNanometre && !isAngle,
            isNanometre || isAngle || Angstrom().IsMatch(text),
            line.Number
        );
    }

    [GeneratedRegex(
        @"^""?(2\s*-?_?\s*th|two[\s_-]*theta|2θ|tth)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Angle();

    [GeneratedRegex(
        @"^""?q\s*($|[\s_(\[/$,;{""])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Momentum();

    [GeneratedRegex(
        @"^""?r\s*($|[\s_(\[/$,;{""])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Distance();

    [GeneratedRegex(
        @"[\s,;""]G\s*($|[\s_(\[/$,;{""])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pair();

    [GeneratedRegex(
        @"[\s,;""]F\s*($|[\s_(\[/$,;{""])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reduced();

    [GeneratedRegex(
        @"[\s,;""]S\s*($|[\s_(\[/$,;{""])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Factor();

    [GeneratedRegex(
        @"[\s,;""](I\s*($|[\s_(\[/$,;{""])|intensity|counts)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Intensity();

    [GeneratedRegex(
        @"^""?(intensity|counts|I\b|[FSG]\s*\()",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Values();

    [GeneratedRegex(
        @"(?<![A-Za-z])nm|nanomet",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Nanometre();

    [GeneratedRegex(
        @"Å|\\AA|angstr|(?<![A-Za-z])A(?![A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Angstrom();
}
