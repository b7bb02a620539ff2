using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Debye.Crystals;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

/// <summary>One crystal of the reference set with the curves of DiffPy (diffpy.srreal on libdiffpy; diffpy.pdffit2).</summary>
internal sealed record ReferencePdf(Structure Structure, ImmutableDictionary<string, ReferenceCurve> Curves)
{
    public static ImmutableArray<string> Sets { get; } = ["edex_xray", "corr_xray", "neutron", "raw_xray", "pdffit2_xray"];

    public static IEnumerable<ReferencePdf> All(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var neutron = root.GetProperty("scattering_factors_Q0")
            .GetProperty("neutron")
            .EnumerateObject()
            .ToImmutableDictionary(item => item.Name, item => item.Value.GetDouble());
        var settings = Sets.ToDictionary(name => name, name => Options(root.GetProperty("param_sets").GetProperty(name), neutron));
        foreach (var element in root.GetProperty("structures").EnumerateArray())
            yield return new ReferencePdf(
                Read(element),
                Sets.ToImmutableDictionary(name => name, name => new ReferenceCurve(settings[name], Curve(element, name)))
            );
    }

    /// <summary>The structures of a file without curves, such as the cells of the speed comparison.</summary>
    public static IEnumerable<Structure> Structures(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("structures").EnumerateArray().Select(Read)];
    }

    private static double[] Curve(JsonElement structure, string set) =>
        [.. structure.GetProperty("results").GetProperty(set).GetProperty("G").EnumerateArray().Select(value => value.GetDouble())];

    private static PdfOptions Options(JsonElement set, ImmutableDictionary<string, double> neutron)
    {
        double Number(string key) => set.GetProperty(key).GetDouble();
        var isNeutron = set.GetProperty("radiation").GetString() == "neutron";
        return new PdfOptions
        {
            Radiation = isNeutron ? PdfRadiation.Neutron : PdfRadiation.XRay,
            // DiffPy takes lengths from a later table than Sears 1992; they differ by up to 46 % (Gd), for most elements below 0.1 %.
            ScatteringPowers = isNeutron ? neutron : null,
            Convention = set.GetProperty("engine").GetString() == "pdffit2" ? PdfConvention.PdfFit2 : PdfConvention.DiffPy,
            QminPerAngstrom = Number("qmin"),
            QmaxPerAngstrom = Number("qmax"),
            QdampPerAngstrom = Number("qdamp"),
            QbroadPerAngstrom = Number("qbroad"),
            Delta1Angstrom = Number("delta1"),
            Delta2Angstrom2 = Number("delta2"),
            MinimumRAngstrom = Number("rmin"),
            MaximumRAngstrom = Number("rmax"),
            StepAngstrom = Number("rstep"),
            Scale = Number("scale"),
            UniformUisoAngstrom2 = set.TryGetProperty("uiso", out var u) ? u.GetDouble() : null,
        };
    }

    private static Structure Read(JsonElement e)
    {
        var cell = e.GetProperty("lattice").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var uiso = e.TryGetProperty("uiso", out var given) ? given : default;
        var tensors = e.TryGetProperty("uaniso", out var anisotropic) ? anisotropic : default;
        var sites = e.GetProperty("sites")
            .EnumerateArray()
            .Select(
                (site, index) =>
                    new Site(
                        new Species(Elements.AtomicNumber(site[0].GetString()!)),
                        new FractionalPosition(site[1].GetDouble(), site[2].GetDouble(), site[3].GetDouble()),
                        1,
                        uiso.ValueKind == JsonValueKind.Object && uiso.TryGetProperty(site[0].GetString()!, out var u)
                            ? u.GetDouble()
                            : null,
                        Tensor(tensors, index)
                    )
            );
        return new Structure
        {
            Id = e.GetProperty("id").GetString()!,
            Lattice = Lattice.FromParameters(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]),
            Sites = [.. sites],
        };
    }

    private static AnisotropicDisplacement? Tensor(JsonElement tensors, int index)
    {
        if (tensors.ValueKind != JsonValueKind.Object || !tensors.TryGetProperty(index.ToString(), out var values))
            return null;
        var u = values.EnumerateArray().Select(value => value.GetDouble()).ToArray();
        return new AnisotropicDisplacement(u[0], u[1], u[2], u[3], u[4], u[5]);
    }
}

/// <summary>A reference curve and the settings it was made with.</summary>
internal sealed record ReferenceCurve(PdfOptions Options, double[] G);
