using System.Globalization;
using System.IO.Compression;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Bench;

/// <summary>Prompt-gamma spectra of ten known and three unknown classes: 2,631 bins to sum 1, logarithm of at least 1e-7.</summary>
/// <param name="Logarithms">2,631 values of each spectrum.</param>
/// <param name="Materials">Class of each.</param>
/// <param name="Folders">Sample that it is of.</param>
/// <param name="IsKnown">Whether its class is one of the ten.</param>
internal sealed record PgaaSpectra(double[][] Logarithms, string[] Materials, string[] Folders, bool[] IsKnown)
{
    public const int Bins = 2631;

    /// <summary>Reads data/spectra/pgaa of the shared folder.</summary>
    public static PgaaSpectra Read(string shared)
    {
        var folder = Path.Combine(shared, "data/spectra/pgaa");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "X.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        var logarithms = new List<double[]>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var bins = line.Split(',').Take(Bins).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            var sum = bins.Sum();
            logarithms.Add([.. bins.Select(bin => Math.Log(Math.Max(bin / sum, 1e-7)))]);
        }

        var rows = File.ReadAllLines(Path.Combine(folder, "y.csv"));
        var header = rows[0].Split(',');
        var (material, sample, set) = (
            Array.IndexOf(header, "material"),
            Array.IndexOf(header, "source_folder"),
            Array.IndexOf(header, "set")
        );
        var cells = rows[1..].Select(row => row.Split(',')).ToArray();
        return new PgaaSpectra(
            [.. logarithms],
            [.. cells.Select(row => row[material])],
            [.. cells.Select(row => row[sample])],
            [.. cells.Select(row => row[set] == "known")]
        );
    }

    /// <summary>All spectra, one a row.</summary>
    public FeatureTable Table() => new(Logarithms.SelectMany(row => row.Select(value => (float)value)).ToArray(), Bins);

    /// <summary>A fifth of every class for testing.</summary>
    public static (int[] Train, int[] Test) Split(int[] rows, string[] materials, ulong seed)
    {
        var (random, train, test) = (new RandomSource(seed, 9), new List<int>(), new List<int>());
        foreach (var group in rows.GroupBy(i => materials[i], StringComparer.Ordinal))
        {
            int[] order = [.. group.Select(i => (Row: i, Key: random.NextDouble())).OrderBy(pair => pair.Key).Select(pair => pair.Row)];
            var count = (int)Math.Round(order.Length / 5.0);
            test.AddRange(order[..count]);
            train.AddRange(order[count..]);
        }

        return ([.. train], [.. test]);
    }
}
