using System.Globalization;
using System.Text;
using System.Text.Json;
using Debye.Crystals;
using Debye.Learning.Techniques.Pdf;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Tests.Techniques.Pdf;

/// <summary>
/// A small set of curves made here: rock salts (225) and diamonds (227) of random elements and cells, with crystals and labels.
/// </summary>
internal static class PdfSamples
{
    private static readonly (double X, double Y, double Z)[] FaceCentred = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)];

    /// <summary>Crystal number i: even ones are rock salts, odd ones diamonds.</summary>
    public static Structure Crystal(int i)
    {
        var random = new RandomSource(11, (ulong)i);
        var isSalt = i % 2 == 0;
        var (first, second) = ((int[])[3, 11, 12, 19, 20], (int[])[8, 9, 16, 17, 35]);
        var (a, b) = isSalt ? (first[random.NextInt(5)], second[random.NextInt(5)]) : (14, 14);
        var shift = isSalt ? 0.5 : 0.25;
        return new Structure
        {
            Id = $"sample-{i}",
            Lattice = Lattice.Cubic(random.NextDouble(4.6, 6.2)),
            Sites =
            [
                .. FaceCentred.Select(p => new Site(new Species(a), new FractionalPosition(p.X, p.Y, p.Z))),
                .. FaceCentred.Select(p => new Site(
                    new Species(b),
                    new FractionalPosition(p.X + shift, p.Y + (isSalt ? 0 : shift), p.Z + (isSalt ? 0 : shift))
                )),
            ],
        };
    }

    /// <summary>Its calculated curve on the models' grid.</summary>
    public static double[] Curve(int i) =>
        new PdfSimulator(new PdfOptions { UniformUisoAngstrom2 = 0.008 }).Simulate(Crystal(i), PdfGrid.SpaceGroupNetwork).G.ToArray();

    /// <summary>Writes curves, labels and crystals, and a recipe that names them.</summary>
    /// <returns>The recipe's path.</returns>
    public static string Write(string folder, int count, string more)
    {
        var (curves, labels, crystals) = (new StringBuilder(), new StringBuilder("mp_id,space_group\n"), new StringBuilder());
        for (var i = 0; i < count; i++)
        {
            curves.AppendJoin(',', Curve(i).Select(value => value.ToString("g6", CultureInfo.InvariantCulture))).Append('\n');
            labels.Append(CultureInfo.InvariantCulture, $"sample-{i},{(i % 2 == 0 ? 225 : 227)}\n");
            crystals.Append(Line(Crystal(i))).Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, "x.csv"), curves.ToString());
        File.WriteAllText(Path.Combine(folder, "y.csv"), labels.ToString());
        File.WriteAllText(Path.Combine(folder, "crystals.jsonl"), crystals.ToString());
        var recipe = Path.Combine(folder, "recipe.json");
        File.WriteAllText(
            recipe,
            "{ \"data\": { \"curves\": \"x.csv\", \"labels\": \"y.csv\", \"structures\": \"crystals.jsonl\" }, \"folds\": 3, " + more + " }"
        );
        return recipe;
    }

    private static string Line(Structure structure) =>
        JsonSerializer.Serialize(
            new
            {
                id = structure.Id,
                lattice = (double[][])
                    [
                        [structure.Lattice.A, 0, 0],
                        [0, structure.Lattice.A, 0],
                        [0, 0, structure.Lattice.A],
                    ],
                species = structure.Sites.Select(site => site.Species.Symbol),
                frac = structure.Sites.Select(site => (double[])[site.Position.X, site.Position.Y, site.Position.Z]),
            }
        );
}
