using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Debye.Crystals;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Xrd;

/// <summary>One structure of the reference set with pymatgen's pattern and the operations that spglib found.</summary>
internal sealed record ReferencePattern(
    Structure Structure,
    int SpaceGroup,
    double[] TwoTheta,
    double[] Intensity,
    double[] RawIntensity,
    double[] D
)
{
    public static IEnumerable<ReferencePattern> All()
    {
        using var stream = new GZipStream(
            File.OpenRead(SharedData.Require("reference/xrd/reference_patterns.json.gz")),
            CompressionMode.Decompress
        );
        using var document = JsonDocument.Parse(stream);
        foreach (var element in document.RootElement.GetProperty("structures").EnumerateArray())
            yield return Read(element);
    }

    private static ReferencePattern Read(JsonElement e)
    {
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var site in e.GetProperty("sites").EnumerateArray())
        {
            var position = new FractionalPosition(site[1].GetDouble(), site[2].GetDouble(), site[3].GetDouble());
            foreach (var part in site[0].EnumerateObject())
                sites.Add(new Site(new Species(Elements.AtomicNumber(part.Name)), position, part.Value.GetDouble()));
        }

        var pattern = e.GetProperty("pattern");
        return new ReferencePattern(
            new Structure
            {
                Id = e.GetProperty("id").GetString()!,
                Lattice = new Lattice(Numbers(e.GetProperty("lattice_matrix"))),
                Sites = sites.ToImmutable(),
                KnownOperations = Operations(e.GetProperty("spglib")),
            },
            e.GetProperty("spglib").GetProperty("number").GetInt32(),
            Numbers(pattern.GetProperty("two_theta")),
            Numbers(pattern.GetProperty("intensity_scaled")),
            Numbers(pattern.GetProperty("intensity_raw")),
            Numbers(pattern.GetProperty("d"))
        );
    }

    /// <summary>Operations of the standard setting moved into the structure's own cell: x_std = P x + p.</summary>
    private static ImmutableArray<SymmetryOperation> Operations(JsonElement spglib)
    {
        var p = Numbers(spglib.GetProperty("transformation_matrix"));
        var shift = Numbers(spglib.GetProperty("origin_shift"));
        var inverse = new Lattice(p).Inverse.ToArray();
        var result = ImmutableArray.CreateBuilder<SymmetryOperation>();
        foreach (var o in SpaceGroups.Setting(spglib.GetProperty("hall_number").GetInt32()).Operations)
        {
            double[] w = [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];
            var moved = Multiply(inverse, Multiply(w, p));
            var t = new double[3];
            double[] translation = [o.TranslationX, o.TranslationY, o.TranslationZ];
            for (var i = 0; i < 3; i++)
                t[i] = w[3 * i] * shift[0] + w[3 * i + 1] * shift[1] + w[3 * i + 2] * shift[2] + translation[i] - shift[i];
            var n = moved.Select(v => (int)Math.Round(v)).ToArray();
            moved.Zip(n).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
            result.Add(new SymmetryOperation(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], Moved(0), Moved(1), Moved(2)));

            double Moved(int row)
            {
                var value = inverse[3 * row] * t[0] + inverse[3 * row + 1] * t[1] + inverse[3 * row + 2] * t[2];
                value -= Math.Floor(value);
                return value > 1 - 1e-9 ? 0 : value;
            }
        }

        result.Count.ShouldBe(spglib.GetProperty("n_operations").GetInt32());
        return result.ToImmutable();
    }

    private static double[] Multiply(double[] a, double[] b)
    {
        var result = new double[9];
        for (var i = 0; i < 9; i++)
        for (var k = 0; k < 3; k++)
            result[i] += a[3 * (i / 3) + k] * b[3 * k + i % 3];
        return result;
    }

    private static double[] Numbers(JsonElement e) =>
        e.ValueKind == JsonValueKind.Array ? [.. e.EnumerateArray().SelectMany(Numbers)] : [e.GetDouble()];
}
