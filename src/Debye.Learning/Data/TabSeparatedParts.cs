using System.Text;

namespace Debye.Learning.Data;

/// <summary>The parts of a UCR set as one table.</summary>
/// <remarks>
/// Source: A. Bagnall et al., UCR time series classification archive (2018): NAME_TRAIN.tsv and NAME_TEST.tsv, one row a series, the
/// label first. The table has the columns split, label, t0, t1, …; numbers keep the digits that they have.
/// </remarks>
internal static class TabSeparatedParts
{
    private static readonly (string Ending, string Split)[] Parts = [("_TRAIN.tsv", "train"), ("_TEST.tsv", "test")];

    /// <summary>Writes the table.</summary>
    /// <param name="originals">The two files.</param>
    /// <param name="output">Receives the table.</param>
    /// <exception cref="DataFormatException">A part is missing, or the rows are not equally long.</exception>
    public static void Convert(IReadOnlyList<string> originals, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var values = 0;
        foreach (var (ending, split) in Parts)
        {
            var path =
                originals.FirstOrDefault(name => name.EndsWith(ending, StringComparison.Ordinal))
                ?? throw new DataFormatException(string.Join(", ", originals), 0, $"expected a file ending in {ending}");
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                var count = line.Count(c => c == '\t');
                if (values == 0 && count > 0)
                {
                    values = count;
                    writer.WriteLine("split,label," + string.Join(',', Enumerable.Range(0, values).Select(i => Invariant($"t{i}"))));
                }

                if (count != values || values == 0 || line.Contains(',', StringComparison.Ordinal))
                    throw new DataFormatException(
                        path,
                        number,
                        Invariant($"expected a label and {Math.Max(values, 1)} values, separated by tabs")
                    );
                writer.WriteLine($"{split},{line.Replace('\t', ',')}");
            }
        }
    }
}
