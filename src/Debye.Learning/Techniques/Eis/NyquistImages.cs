using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Techniques.Eis;

/// <summary>The Nyquist images of the AutoECM set, averaged down to the size its network saw.</summary>
/// <remarks>
/// File: one bit for each of 108×108 points, row by row, most significant bit first, 1458 bytes an image; 1 is ink. The index, CSV with
/// row, split, id, circuit and in_filtered, lies beside it. Every point of the 58×58 image is the mean of the area it covers.
/// </remarks>
public sealed class NyquistImages
{
    /// <summary>Name of these features.</summary>
    public const string Features = "nyquist-58-1";

    /// <summary>Rows and columns of an image as the network sees it.</summary>
    public const int Size = 58;

    private const int SourceSize = 108;
    private const int BytesPerImage = SourceSize * SourceSize / 8;
    private const string DataName = "nyquist_108x108_1bit.bin.gz";
    private const string IndexName = "nyquist_index.csv.gz";

    private NyquistImages(EisExamples examples) => Examples = examples;

    /// <summary>The images, 58×58 shares of ink, 0…1, row by row.</summary>
    public EisExamples Examples { get; }

    /// <summary>Whether a file name is that of such images.</summary>
    public static bool IsImageFile(string path) => path.EndsWith(DataName, StringComparison.Ordinal);

    /// <summary>Reads the images of one part.</summary>
    /// <param name="path">The file of images, "…nyquist_108x108_1bit.bin.gz"; its index is "…nyquist_index.csv.gz".</param>
    /// <param name="split">"train", or "test" for the filtered test set.</param>
    /// <exception cref="DataFormatException">A file is not of that form.</exception>
    public static NyquistImages Read(string path, string split)
    {
        if (!IsImageFile(path))
            throw new DataFormatException(path, 0, $"expected a name that ends in {DataName}");
        var indexPath = path[..^DataName.Length] + IndexName;
        var (header, lines) = AutoEcmFiles.Table(indexPath, "row", "split", "id", "circuit", "in_filtered");
        var bits = GzipFile.Bytes(path);
        if (bits.Length != lines.Count * BytesPerImage)
            throw new DataFormatException(path, 0, $"expected {lines.Count} images of {BytesPerImage} bytes, got {bits.Length} bytes");
        var chosen = lines
            .Select((line, i) => (line.Number, line.Cells, Row: i))
            .Where(line => line.Cells[header["split"]] == split && (split != "test" || line.Cells[header["in_filtered"]] == "1"))
            .ToArray();
        if (chosen.Length == 0)
            throw new DataFormatException(indexPath, 0, $"expected images of the part '{split}', found none");
        var values = new float[chosen.Length * Size * Size];
        var labels = new int[chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            var line = chosen[i];
            labels[i] = AutoEcmFiles.Parsed(indexPath, line.Number, () => EisCircuitClass.IndexOf(line.Cells[header["circuit"]]));
            Shrink(bits.AsSpan(line.Row * BytesPerImage, BytesPerImage), values.AsSpan(i * Size * Size, Size * Size));
        }

        return new NyquistImages(
            new EisExamples([.. chosen.Select(line => line.Cells[header["id"]])], new FeatureTable(values, Size * Size), labels)
        );
    }

    /// <summary>Splits the images at random, within each class.</summary>
    /// <param name="share">Share that becomes validation, 0…1.</param>
    /// <param name="seed">Seed of the choice.</param>
    public EisTrainingSet Split(double share, ulong seed)
    {
        var random = new RandomSource(seed);
        var order = Examples.Labels.Select((label, i) => (label, i, Key: random.NextDouble())).ToArray();
        var validation = order
            .GroupBy(item => item.label)
            .SelectMany(group => group.OrderBy(item => item.Key).Take((int)Math.Round(share * group.Count())))
            .OrderBy(item => item.Key)
            .Select(item => item.i)
            .ToArray();
        var taken = validation.ToHashSet();
        return new EisTrainingSet(Choose([.. Enumerable.Range(0, Examples.Count).Where(i => !taken.Contains(i))]), Choose(validation));
    }

    private EisExamples Choose(int[] chosen)
    {
        var values = new float[chosen.Length * Size * Size];
        for (var i = 0; i < chosen.Length; i++)
            Examples.Features.Row(chosen[i]).CopyTo(values.AsSpan(i * Size * Size));
        return new EisExamples(
            [.. chosen.Select(i => Examples.Ids[i])],
            new FeatureTable(values, Size * Size),
            [.. chosen.Select(i => Examples.Labels[i])]
        );
    }

    /// <summary>Mean over the area of each point, edges shared in proportion: first along rows, then across them.</summary>
    private static void Shrink(ReadOnlySpan<byte> bits, Span<float> image)
    {
        const double ratio = (double)SourceSize / Size;
        Span<double> narrow = stackalloc double[SourceSize * Size];
        for (var r = 0; r < SourceSize; r++)
        for (var c = 0; c < Size; c++)
        {
            double sum = 0;
            for (var k = (int)(c * ratio); k < SourceSize && k < (c + 1) * ratio; k++)
            {
                var bit = r * SourceSize + k;
                if ((bits[bit >> 3] >> (7 - (bit & 7)) & 1) != 0)
                    sum += Overlap(c, k, ratio);
            }

            narrow[r * Size + c] = sum;
        }

        for (var r = 0; r < Size; r++)
        for (var c = 0; c < Size; c++)
        {
            double sum = 0;
            for (var k = (int)(r * ratio); k < SourceSize && k < (r + 1) * ratio; k++)
                sum += narrow[k * Size + c] * Overlap(r, k, ratio);
            image[r * Size + c] = (float)(sum / (ratio * ratio));
        }
    }

    private static double Overlap(int point, int source, double ratio) =>
        Math.Max(0, Math.Min(source + 1, (point + 1) * ratio) - Math.Max(source, point * ratio));
}
