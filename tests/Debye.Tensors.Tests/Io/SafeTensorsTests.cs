using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tensors.Tests.Io;

public class SafeTensorsTests
{
    [Fact]
    public void Write_Read_ReturnsTheSame()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        var tensors = new Dictionary<string, SafeTensor>
        {
            ["b"] = SafeTensor.From([1f, -2.5f, float.MaxValue, 0, 1e-40f, 6], 2, 3),
            ["a.long"] = SafeTensor.From([long.MinValue, 7], 2),
            ["scalar"] = SafeTensor.From([3f]),
        };
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { ["note"] = "ä \"quoted\"" });
        var (read, metadata) = SafeTensors.Read(File.ReadAllBytes(path).AsMemory());
        File.Delete(path);
        metadata["note"].ShouldBe("ä \"quoted\"");
        read.Keys.Order().ShouldBe(tensors.Keys.Order());
        foreach (var (name, tensor) in tensors)
        {
            read[name].Type.ShouldBe(tensor.Type);
            read[name].Shape.ShouldBe(tensor.Shape);
            read[name].Bytes.ToArray().ShouldBe(tensor.Bytes.ToArray());
        }
    }

    [Fact]
    public void ToSingle_EveryType_Converts()
    {
        static SafeTensor Stored(string type, params byte[] bytes) => new(type, [1], bytes);
        Stored("F16", 0x00, 0x3E).ToSingle().ShouldBe([1.5f]);
        Stored("BF16", 0xC0, 0x3F).ToSingle().ShouldBe([1.5f]);
        Stored("U8", 0xC0).ToSingle().ShouldBe([192f]);
        Stored("F64", BitConverter.GetBytes(1.5)).ToSingle().ShouldBe([1.5f]);
        Stored("I64", BitConverter.GetBytes(-3L)).ToSingle().ShouldBe([-3f]);
        Stored("I32", BitConverter.GetBytes(-3)).ToSingle().ShouldBe([-3f]);
        Stored("I8", 0xFD).ToSingle().ShouldBe([-3f]);
        Should.Throw<InvalidDataException>(() => Stored("Q4", 0).ToSingle());
    }

    [Fact]
    public void FromAsHalf_Numbers_KeepThreeDigits()
    {
        float[] values = [0, 1.5f, -1f / 3, 6.1e-5f, 1234.5f];
        var stored = SafeTensor.FromAsHalf(values, 5);
        stored.Bytes.Length.ShouldBe(10);
        var read = stored.ToSingle();
        for (var i = 0; i < values.Length; i++)
            read[i].ShouldBe(values[i], Math.Abs(values[i]) / 2000 + 1e-8);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"X8","shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":[]}""", 0)]
    [InlineData("""[]""", 0)]
    [InlineData("""{"a":""", 0)]
    [InlineData("""{"__metadata__":3}""", 0)]
    public void Read_DamagedHeader_SaysSo(string header, int dataBytes) =>
        Should
            .Throw<InvalidDataException>(() => SafeTensors.Read(FileOf(header, dataBytes).AsMemory()))
            .Message.ShouldStartWith("safetensors:");

    [Fact]
    public void Read_WrongLengths_SaysSo()
    {
        Should.Throw<InvalidDataException>(() => SafeTensors.Read(new byte[7].AsMemory()));
        var file = FileOf("{}", 0);
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Should.Throw<InvalidDataException>(() => SafeTensors.Read(file.AsMemory()));
        BinaryPrimitives.WriteUInt64LittleEndian(file, 3);
        Should.Throw<InvalidDataException>(() => SafeTensors.Read(file.AsMemory()));
    }

    [Fact]
    public void Read_AnyCorruption_ReadsOrSaysSo()
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(
            stream,
            new Dictionary<string, SafeTensor> { ["w"] = SafeTensor.From([1f, 2, 3, 4], 2, 2), ["n"] = SafeTensor.From([5L], 1) }
        );
        var file = stream.ToArray();
        var positions = Gen.Choose(0, file.Length - 1).Two();
        var values = Gen.Choose(0, 255).Two();
        Prop.ForAll(
                positions.ToArbitrary(),
                values.ToArbitrary(),
                (at, value) =>
                {
                    var damaged = (byte[])file.Clone();
                    damaged[at.Item1] = (byte)value.Item1;
                    damaged[at.Item2] = (byte)value.Item2;
                    try
                    {
                        SafeTensors.Read(damaged.AsMemory(0, value.Item1 % 4 == 0 ? at.Item2 : file.Length));
                    }
                    catch (InvalidDataException)
                    {
                        return;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static byte[] FileOf(string header, int dataBytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        return file;
    }
}
