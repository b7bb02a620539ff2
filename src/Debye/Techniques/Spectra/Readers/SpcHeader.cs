using System.Buffers.Binary;
using System.Text;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>What the first 512 bytes of an .spc file say.</summary>
internal sealed class SpcHeader
{
    private const int MaximumSpectra = 1_000_000;
    private readonly double _first;
    private readonly double _last;

    /// <summary>Reads the header.</summary>
    /// <exception cref="DataFormatException">It announces a number of points or spectra that cannot be, or no finite axis.</exception>
    public SpcHeader(ReadOnlySpan<byte> bytes, string path)
    {
        var flags = bytes[0];
        (Short, Many, OwnX, HasX) = ((flags & 0x01) != 0, (flags & 0x04) != 0, (flags & 0x40) != 0, (flags & 0x80) != 0);
        Exponent = (sbyte)bytes[3];
        Points = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        (_first, _last) = (BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]), BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]));
        Count = Many ? BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]) : 1;
        Unit = bytes[28] switch
        {
            1 or 13 => SpectrumAxisUnit.PerCentimetre,
            2 => SpectrumAxisUnit.Micrometre,
            3 => SpectrumAxisUnit.Nanometre,
            16 or 17 => SpectrumAxisUnit.Channel,
            22 => SpectrumAxisUnit.Index,
            _ => SpectrumAxisUnit.Other,
        };
        Comment = Encoding.Latin1.GetString(bytes.Slice(88, 130)).Split('\0')[0].Trim();
        if (Count is < 1 or > MaximumSpectra)
            throw new DataFormatException(path, 0, $"expected 1…{MaximumSpectra} spectra in the .spc header, got {Count}.");
        if (!OwnX && Points < SpectraReader.MinimumPoints)
            throw new DataFormatException(path, 0, Invariant($"{Points} points; at least {SpectraReader.MinimumPoints} are needed."));
        if (!HasX && !OwnX && !(double.IsFinite(_last - _first) && _last != _first))
            throw new DataFormatException(
                path,
                0,
                Invariant($"expected a first and a last axis value in the .spc header, got {_first:g6} and {_last:g6}.")
            );
    }

    /// <summary>Whether integers have 16 bits instead of 32.</summary>
    public bool Short { get; }

    /// <summary>Whether exponents stand with every spectrum.</summary>
    public bool Many { get; }

    /// <summary>Whether every spectrum has x values of its own.</summary>
    public bool OwnX { get; }

    /// <summary>Whether x values are stated.</summary>
    public bool HasX { get; }

    /// <summary>Exponent of the values; −128 for floats.</summary>
    public int Exponent { get; }

    /// <summary>Points of a spectrum.</summary>
    public int Points { get; }

    /// <summary>Number of spectra.</summary>
    public int Count { get; }

    /// <summary>What the axis counts.</summary>
    public SpectrumAxisUnit Unit { get; }

    /// <summary>The user's comment.</summary>
    public string Comment { get; }

    /// <summary>Evenly spaced axis values.</summary>
    public double[] EvenAxis()
    {
        var axis = new double[Points];
        for (var i = 0; i < axis.Length; i++)
            axis[i] = _first + i * (_last - _first) / (Points - 1);
        return axis;
    }
}
