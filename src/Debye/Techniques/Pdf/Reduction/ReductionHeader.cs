using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Debye.Techniques.Pdf.Reduction;

/// <summary>The settings of a reduction under the names that PDFgetX3 and PDFgui know.</summary>
internal static class ReductionHeader
{
    /// <summary>Without the commit, which follows a plus sign.</summary>
    private static string ProgramVersion =>
        typeof(ReductionHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static ImmutableArray<PdfHeaderEntry> Entries(PdfData sample, PdfData? background, ReductionOptions options, Limits limits)
    {
        var entries = ImmutableArray.CreateBuilder<PdfHeaderEntry>();
        void Add(string name, string? text)
        {
            if (text is not null)
                entries.Add(new PdfHeaderEntry(name, text.ReplaceLineEndings(" ").Trim(), 0));
        }

        Add("version", $"debye {ProgramVersion}");
        Add("dataformat", sample.Quantity == PdfQuantity.IntensityOverTwoTheta ? "twotheta" : "QA");
        Add("inputfile", Path.GetFileName(sample.Source));
        Add("backgroundfile", background is null ? null : Path.GetFileName(background.Source));
        Add("mode", options.Radiation == PdfRadiation.Neutron ? "neutron" : "xray");
        Add("wavelength", (options.WavelengthAngstrom ?? sample.Header.WavelengthAngstrom) is { } wavelength ? Number(wavelength) : null);
        Add("composition", options.Composition);
        Add("bgscale", background is null ? null : Number(options.BackgroundScale));
        Add("rpoly", Number(options.RpolyAngstrom));
        Add("qmaxinst", Number(limits.Qmaxinst));
        Add("qmin", Number(limits.Qmin));
        Add("qmax", Number(limits.Qmax));
        Add("rmin", Number(options.RminAngstrom));
        Add("rmax", Number(options.RmaxAngstrom));
        Add("rstep", Number(options.RstepAngstrom));
        Add("lorch", options.Lorch ? "yes" : "no");
        return entries.DrainToImmutable();
    }

    private static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
