using System.Globalization;
using System.Text;
using Debye.Cli.Shell;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary>Pair distribution functions as text.</summary>
internal static class PdfText
{
    /// <summary>One line of JSON.</summary>
    public static string Json(SimulatedPdf pdf) =>
        JsonText.Line(
            new
            {
                id = pdf.Id,
                formula = pdf.Formula,
                rAngstrom = pdf.Grid.ToArray().Select(Rounded).ToArray(),
                g = pdf.G.ToArray(),
                partials = pdf.Partials.IsEmpty
                    ? null
                    : pdf.Partials.Select(part => new { pair = $"{part.First}-{part.Second}", g = part.G.ToArray() }).ToArray(),
                settings = Settings(pdf),
                notes = pdf.Notes.IsEmpty ? null : pdf.Notes.ToArray(),
            }
        ) + "\n";

    /// <summary>Columns r, G and the partial functions below a header that programs for pair distribution functions skip or read.</summary>
    public static string Columns(SimulatedPdf pdf)
    {
        var (o, text) = (pdf.Options, new StringBuilder());
        text.Append($"# {pdf.Id} {pdf.Formula}\n".Replace("#  ", "# ", StringComparison.Ordinal));
        foreach (var note in pdf.Notes)
            text.Append(CultureInfo.InvariantCulture, $"# note: {note}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"# mode = {(o.Radiation == PdfRadiation.XRay ? "xray" : "neutron")}\n# qmin = {o.QminPerAngstrom:g8}\n"
                + $"# qmax = {o.QmaxPerAngstrom:g8}\n# qdamp = {o.QdampPerAngstrom:g8}\n# qbroad = {o.QbroadPerAngstrom:g8}\n"
        );
        text.Append("#### start data\n#L r(Å) G(1/Å²)");
        foreach (var part in pdf.Partials)
            text.Append(CultureInfo.InvariantCulture, $" G({part.First}-{part.Second})");
        text.Append('\n');
        for (var i = 0; i < pdf.Grid.Count; i++)
        {
            text.Append(Rounded(pdf.Grid.At(i)).ToString(CultureInfo.InvariantCulture))
                .Append(CultureInfo.InvariantCulture, $" {pdf.G.Span[i]:g9}");
            foreach (var part in pdf.Partials)
                text.Append(CultureInfo.InvariantCulture, $" {part.G.Span[i]:g9}");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static object Settings(SimulatedPdf pdf)
    {
        var o = pdf.Options;
        return new
        {
            radiation = o.Radiation == PdfRadiation.XRay ? "xray" : "neutron",
            qminPerAngstrom = o.QminPerAngstrom,
            qmaxPerAngstrom = o.QmaxPerAngstrom,
            qdampPerAngstrom = o.QdampPerAngstrom,
            qbroadPerAngstrom = o.QbroadPerAngstrom,
            delta1Angstrom = o.Delta1Angstrom,
            delta2Angstrom2 = o.Delta2Angstrom2,
            uisoAngstrom2 = o.UniformUisoAngstrom2,
            assumedUisoAngstrom2 = pdf.AssumedSites > 0 ? o.DefaultUisoAngstrom2 : null,
            assumedSites = pdf.AssumedSites,
            diameterAngstrom = o.DiameterAngstrom,
            scale = o.Scale,
            stepAngstrom = o.StepAngstrom,
            rangeAngstrom = new[] { o.MinimumRAngstrom, o.MaximumRAngstrom },
            scatteringPowers = o.ScatteringPowers,
            numberDensityPerAngstrom3 = pdf.NumberDensityPerAngstrom3,
        };
    }

    /// <summary>Multiples of a step without the rounding of their last digit.</summary>
    private static double Rounded(double r) => Math.Round(r, 10);
}
