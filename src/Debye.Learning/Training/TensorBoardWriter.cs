using System.Buffers.Binary;
using Google.Protobuf;

namespace Debye.Learning.Training;

/// <summary>Writes scalars as TensorBoard event files: length-prefixed protocol-buffer records with masked CRC-32C sums.</summary>
/// <remarks>Format: tensorflow/core/util/event.proto and tensorflow/core/lib/io/record_writer.h (facts only).</remarks>
public sealed class TensorBoardWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    /// <summary>Creates an event file.</summary>
    public TensorBoardWriter(string path, TimeProvider clock)
    {
        _file = File.Create(path);
        _clock = clock;
        WriteRecord(
            Event(output =>
            {
                output.WriteTag(3, WireFormat.WireType.LengthDelimited);
                output.WriteString("brain.Event:2");
            })
        );
    }

    /// <summary>Adds one scalar.</summary>
    public void Scalar(string tag, float value, long step)
    {
        var item = Message(output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(tag);
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(value);
        });
        var summary = Message(output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(item));
        });
        WriteRecord(
            Event(output =>
            {
                output.WriteTag(2, WireFormat.WireType.Varint);
                output.WriteInt64(step);
                output.WriteTag(5, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(summary));
            })
        );
    }

    /// <summary>Flushes everything written to the system.</summary>
    public void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>CRC-32C (Castagnoli) of some bytes, masked as the record format asks.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = System.Numerics.BitOperations.Crc32C(crc, value);
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private byte[] Event(Action<CodedOutputStream> body) =>
        Message(output =>
        {
            output.WriteTag(1, WireFormat.WireType.Fixed64);
            output.WriteDouble(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
            body(output);
        });

    private static byte[] Message(Action<CodedOutputStream> body)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
            body(output);
        return buffer.ToArray();
    }

    private void WriteRecord(ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(header, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], MaskedChecksum(header[..8]));
        Span<byte> footer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, MaskedChecksum(data));
        _file.Write(header);
        _file.Write(data);
        _file.Write(footer);
    }
}
