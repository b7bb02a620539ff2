using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Debye.Io;

/// <summary>Type and shape of an .npy file. The header is matched by pattern, never evaluated.</summary>
/// <param name="Kind">f, i, u, b or U, as in NumPy.</param>
/// <param name="IsBigEndian">Order of the bytes.</param>
/// <param name="ItemBytes">Size of a value.</param>
/// <param name="Shape">Length along each dimension.</param>
internal sealed partial record NpyHeader(char Kind, bool IsBigEndian, int ItemBytes, ImmutableArray<int> Shape)
{
    private const int MaximumDimensions = 8;
    private const int MaximumTextLength = 10_000;

    public static NpyHeader Parse(string text, string path)
    {
        var type = TypePattern().Match(text);
        if (!type.Success)
            throw new DataFormatException(
                path,
                0,
                "values of a type that is not read; expected numbers or texts, in particular no pickled objects."
            );
        if (!OrderPattern().IsMatch(text))
            throw new DataFormatException(path, 0, "expected values in C order.");
        var shape = ShapePattern().Match(text);
        if (!shape.Success)
            throw new DataFormatException(path, 0, "no shape in the .npy header.");
        var sides = ImmutableArray.CreateBuilder<int>();
        foreach (var side in shape.Groups["sides"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (
                sides.Count == MaximumDimensions
                || !int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > 1 << 28
            )
                throw new DataFormatException(path, 0, $"expected a shape of up to {MaximumDimensions} whole numbers.");
            sides.Add(length);
        }

        if (sides.Aggregate(1.0, (product, side) => product * side) > 1 << 30)
            throw new DataFormatException(path, 0, "an array of more than 2³⁰ values.");
        var (kind, size) = (
            type.Groups["kind"].Value[0],
            int.Parse(type.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        );
        var known = (kind, size) is ('f', 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 1) or ('U', >= 1 and <= MaximumTextLength);
        return known && !(kind == 'U' && type.Groups["order"].Value == ">")
            ? new NpyHeader(kind, type.Groups["order"].Value == ">", kind == 'U' ? 4 * size : size, sides.ToImmutable())
            : throw new DataFormatException(
                path,
                0,
                Invariant($"values of type {type.Groups["order"].Value}{kind}{size}; expected f4, f8, integers, or texts.")
            );
    }

    /// <summary>One value.</summary>
    public double Number(ReadOnlySpan<byte> bytes)
    {
        ulong bits = 0;
        for (var i = 0; i < bytes.Length; i++)
            bits = bits << 8 | bytes[IsBigEndian ? i : bytes.Length - 1 - i];
        return (Kind, ItemBytes) switch
        {
            ('f', 4) => BitConverter.UInt32BitsToSingle((uint)bits),
            ('f', _) => BitConverter.UInt64BitsToDouble(bits),
            ('i', _) => (long)(bits << (64 - 8 * ItemBytes)) >> (64 - 8 * ItemBytes),
            _ => bits,
        };
    }

    [GeneratedRegex(
        "'descr':\\s*'(?<order>[<>|=])(?<kind>[fiubU])(?<size>[0-9]{1,6})'",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TypePattern();

    [GeneratedRegex("'fortran_order':\\s*False", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape':\\s*\\((?<sides>[0-9, ]*)\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapePattern();
}
